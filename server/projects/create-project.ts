// How projects come to be: one by one, or many at once.
import { requirePermission } from '../access/require-permission.ts'
import type { NewProject, Project, ProjectStatus } from '../../domain/project.ts'
import { changesBetween } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { insertMembers, insertProjects } from './insert-projects.ts'
import { ASSIGNING, checkDates, subjectOf } from './project-fields.ts'
import { checkProjectReferences, templatesFor, type UsedTemplate } from './project-references.ts'
import { showProject } from './project-queries.ts'

/**
 * Creates a project: in onboarding, or active where its template has no onboarding tasks, or as a draft that no rule touches.
 * What is taken over from elsewhere, or happened earlier, brings its own and is not set up.
 */
export async function createProject(tx: Tx, input: NewProject, taken: TakenOver = {}): Promise<Project> {
  const [id = ''] = await createProjects(tx, [input], taken)
  return showProject(tx, id)
}

interface TakenOver {
  takenOver?: boolean
}

/** The same for many, all of them or none; answers their ids. */
export async function createProjects(
  tx: Tx,
  inputs: readonly NewProject[],
  { takenOver = false }: TakenOver = {},
): Promise<string[]> {
  for (const input of inputs) checkDates(input.startOn ?? null, input.dueOn ?? null)
  if (inputs.some((input) => ASSIGNING.some((field) => field in input))) requirePermission(tx, 'project.assign')
  await checkProjectReferences(tx, inputs)
  const templates = await templatesFor(tx, inputs)
  const isSetUp = !takenOver && !tx.isHistory
  const made = inputs.map((input, n) => newProject(tx, input, templates[n], isSetUp))
  insertProjects(
    tx,
    made.map(({ row }) => row),
  )
  insertMembers(tx, made)
  for (const { row, told } of made)
    tx.record('project.created', subjectOf({ ...row, version: 1 }), changesBetween({}, told))
  return made.map(({ row }) => row.id)
}

function newProject(tx: Tx, input: NewProject, template: UsedTemplate | undefined, isSetUp: boolean) {
  const { id = tx.newId('prj'), assignedTeam = [], draft = false, ...fields } = input
  const status: ProjectStatus = draft ? 'draft' : template && !template.hasOnboarding ? 'active' : 'onboarding'
  const engagement = input.engagement ?? template?.engagement ?? 'one_off'
  const row = {
    ...fields,
    id,
    status,
    templateId: template?.id ?? null,
    engagement,
    priority: input.priority ?? 'medium',
    billingMode: input.billingMode ?? (input.contractMinor ? 'fixed' : 'none'),
    description: input.description ?? '',
    tags: input.tags ?? [],
    setUpAskedAt: draft || !isSetUp ? null : tx.now,
  }
  return { id, assignedTeam, row, told: { ...input, id, status, engagement } }
}
