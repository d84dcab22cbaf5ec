// Reads rows of tasks: the project each is in, what it names there, and the body that it is.
import { sql } from 'kysely'
import { isOpenProject } from '../../domain/project-life.ts'
import type { ProjectStatus } from '../../domain/project.ts'
import { impliedByDates } from '../../domain/task-dates.ts'
import { NewTask } from '../../domain/task.ts'
import { checkTaskFields, withOneDay } from '../../domain/task-dates.ts'
import { peopleByAddress } from '../people/people-by-address.ts'
import type { Columns, Row } from '../platform/csv.ts'
import { Directory, lookUp, type ImportOf } from '../platform/import-rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { namesInLinks, readLinks } from './import-links.ts'
import type { Ordered } from './import-order.ts'
import type { ImportInto } from './import-projects.ts'
import { sayStatus, say } from '../../domain/said.ts'

export const TASK_COLUMNS = {
  project: { as: 'text', required: true, also: ['projectId', 'projectName'] },
  id: { as: 'text' },
  title: { as: 'text', required: true },
  kind: { as: 'word' },
  description: { as: 'text' },
  assignees: { as: 'list', field: 'assigneeIds', also: ['assignee', 'assigneeIds'] },
  priority: { as: 'word' },
  stage: { as: 'text' },
  parent: { as: 'text', field: 'parentId', also: ['parentId', 'parentTask'] },
  required: { as: 'boolean' },
  startOn: { as: 'date', also: ['start', 'startDate'] },
  dueOn: { as: 'date', also: ['due', 'dueDate', 'end', 'finish', 'deadline'] },
  durationDays: { as: 'integer', also: ['duration'] },
  estimateMinutes: { as: 'integer', also: ['estimate'] },
  weight: { as: 'integer' },
  scheduling: { as: 'word' },
  notBefore: { as: 'date', field: 'constraint' },
  mustFinishBy: { as: 'date' },
  billableMinor: { as: 'integer' },
  dependencies: { as: 'text', also: ['predecessors', 'dependsOn', 'waitsFor'] },
} as const satisfies Columns
type Rows = ImportOf<typeof TASK_COLUMNS>
type TaskRow = Row<typeof TASK_COLUMNS>

/** A row that is a new task, in the place of its project. */
export interface FileTask extends Ordered {
  line: number
  body: NewTask & { id: string }
}

/** The rows that bring a task, with the ids they will have; what is wrong with a row is told in `rows`. */
export async function readTaskRows(tx: Tx, rows: Rows, into: ImportInto): Promise<FileTask[]> {
  const [projects, people] = await Promise.all([projectsToFill(tx, into), peopleByAddress(tx)])
  const placed = rows.table.rows.flatMap((row) => {
    const projectId = projectOf(rows, row, projects)
    return projectId === undefined ? [] : [{ row, projectId }]
  })
  const tasks = await tasksOf(tx, placed)
  const fresh = placed.flatMap(({ row, projectId }) => {
    const id = idOf(tx, rows, row, projectId, tasks)
    return id === undefined ? [] : [{ row, projectId, id }]
  })
  return fresh.flatMap(({ row, projectId, id }) => {
    const body = bodyOf(rows, row, { id, here: tasks.in(projectId), tasks, people })
    if (!body) return []
    const predecessorIds = (body.dependencies ?? []).map(({ taskId }) => taskId)
    return [{ line: row.line, id, projectId, parentId: body.parentId ?? null, predecessorIds, body }]
  })
}

interface Projects {
  directory: Directory
  statusOf: ReadonlyMap<string, ProjectStatus>
}

async function projectsToFill(tx: Tx, { accountId }: ImportInto): Promise<Projects> {
  const projects = await tx.rows<{ id: string; name: string; status: ProjectStatus }>(sql`
    select id, name, status from projects where organization_id = ${tx.actor.organizationId} and deleted_at is null
      and ${accountId === undefined ? sql`true` : sql`account_id = ${accountId}`} order by id`)
  return {
    directory: new Directory('project', projects),
    statusOf: new Map(projects.map(({ id, status }) => [id, status])),
  }
}

function projectOf(rows: Rows, row: TaskRow, { directory, statusOf }: Projects): string | undefined {
  if (row.cells.project === undefined) rows.refuse(row.line, 'project', 'required', 'is needed')
  const [projectId] = lookUp(rows, row, 'project', directory) ?? []
  const status = projectId === undefined ? undefined : statusOf.get(projectId)
  if (status && !isOpenProject(status))
    rows.refuse(row.line, 'project', 'invalid_transition', say`is ${sayStatus(status)}; reopen it first`)
  return projectId
}

interface Tasks {
  /** The tasks of a project, those of the file included as they are met. */
  in(projectId: string): Directory
  /** Ids that are in use, in whatever project; false where the task is deleted. */
  taken: ReadonlyMap<string, boolean>
  milestones: Set<string>
}

async function tasksOf(tx: Tx, placed: readonly { row: TaskRow; projectId: string }[]): Promise<Tasks> {
  const ids = placed.flatMap(({ row: { cells } }) => [cells.id ?? [], namesInLinks(cells.dependencies ?? '')].flat())
  const found = await tx.rows<{ id: string; title: string; kind: string; projectId: string; gone: boolean }>(sql`
    select t.id, t.title, t.kind, t.project_id as "projectId", t.deleted_at is not null or p.deleted_at is not null as gone
    from tasks t join projects p on p.organization_id = t.organization_id and p.id = t.project_id
    where t.organization_id = ${tx.actor.organizationId}
      and (t.id = any(${ids}) or t.project_id = any(${[...new Set(placed.map(({ projectId }) => projectId))]}))
    order by t.created_at, t.id`)
  const directories = new Map<string, Directory>()
  const within = (projectId: string) => {
    const known = directories.get(projectId) ?? new Directory('task in the project')
    directories.set(projectId, known)
    return known
  }
  for (const { id, title, projectId, gone } of found) if (!gone) within(projectId).add(id, title)
  return {
    in: within,
    taken: new Map(found.map(({ id, gone }) => [id, !gone])),
    milestones: new Set(found.flatMap(({ id, kind }) => (kind === 'milestone' ? id : []))),
  }
}

/** The id that a new task is to have; undefined where it is here already, or twice in the file. */
function idOf(tx: Tx, rows: Rows, { line, cells }: TaskRow, projectId: string, tasks: Tasks): string | undefined {
  const { id, title = '' } = cells
  const here = tasks.in(projectId)
  // Titles come more than once in a plan: where a row has an id, that alone tells.
  const known = id === undefined ? here.named(title)[0] : here.hasId(id) ? id : undefined
  if (known !== undefined && rows.isNew(known))
    rows.refuse(
      line,
      id === undefined ? 'title' : 'id',
      'twice',
      'is in the file already; ids tell tasks of one title apart',
    )
  else if (known !== undefined) rows.exists(line, known)
  else if (id !== undefined && (tasks.taken.has(id) || rows.isNew(id)))
    rows.refuse(line, 'id', 'already_exists', 'is the id of another task')
  else {
    const fresh = id ?? tx.newId('tsk')
    rows.announce(fresh)
    here.add(fresh, title)
    if (cells.kind === 'milestone') tasks.milestones.add(fresh)
    return fresh
  }
  return undefined
}

interface Around {
  id: string
  here: Directory
  tasks: Tasks
  people: Directory
}

function bodyOf(rows: Rows, row: TaskRow, { id, here, tasks, people }: Around): FileTask['body'] | undefined {
  const { project: _, assignees: _a, parent: _p, dependencies, notBefore, mustFinishBy, ...cells } = row.cells
  const assigneeIds = lookUp(rows, row, 'assignees', people)
  const [parentId] = lookUp(rows, row, 'parent', here) ?? []
  if (parentId === id) rows.refuse(row.line, 'parent', 'self', 'is the task itself')
  else if (parentId !== undefined && tasks.milestones.has(parentId))
    rows.refuse(row.line, 'parent', 'reference', 'is a milestone, which has no parts')
  if (notBefore !== undefined && mustFinishBy !== undefined)
    rows.refuse(row.line, 'mustFinishBy', 'constraint', 'does not go with notBefore: a task has one constraint')
  const constraint =
    notBefore !== undefined
      ? { kind: 'not_before', on: notBefore }
      : mustFinishBy !== undefined && { kind: 'must_finish_by', on: mustFinishBy }
  const body = rows.bodyOf(row.line, NewTask, {
    ...cells,
    ...(assigneeIds && { assigneeIds }),
    ...(parentId !== undefined && { parentId }),
    ...(constraint && { constraint }),
    ...(dependencies !== undefined && { dependencies: linksOf(rows, row.line, dependencies, { id, here, tasks }) }),
  })
  if (!body) return undefined
  try {
    checkDates(body)
  } catch (error) {
    rows.refused(row.line, error)
  }
  return { ...body, id }
}

/** The rules that a task's own fields have among each other, as they hold when it is made. */
function checkDates(body: NewTask): void {
  const kind = body.kind ?? 'task'
  const { scheduling = 'automatic', durationDays = null, billableMinor = null } = body
  const given = withOneDay(kind, body)
  impliedByDates({ scheduling, startOn: null, dueOn: null, durationDays: null, constraint: null }, given)
  checkTaskFields({ kind, billableMinor, durationDays, startOn: given.startOn ?? null, dueOn: given.dueOn ?? null })
}

/** What a task waits for: tasks of its project by id or title, those of other projects by id. */
function linksOf(rows: Rows, line: number, cell: string, { id, here, tasks }: Omit<Around, 'people'>) {
  const find = (name: string) => {
    const found = here.find(name)
    const elsewhere = tasks.taken.get(name) === true || rows.isNew(name)
    return 'missing' in found && elsewhere ? { id: name } : found
  }
  return readLinks(cell, find).flatMap((link) => {
    if ('missing' in link) rows.refuse(line, 'dependencies', 'reference', link.missing)
    else if (link.taskId === id) rows.refuse(line, 'dependencies', 'self', 'names the task itself')
    else return [link]
    return []
  })
}
