// What a change of a project would lead to, asked while one still types, and the hash that commits exactly that.
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Change, Project, ProjectChange, ProjectPlanned } from '../../api-types.ts'
import { ApiProblem, call, useDoor } from '../../api.ts'
import { showDay } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { t } from '../../words.ts'

const PUT = 'PUT /v1/admin/projects/:projectId'
const SETTLE_MS = 300
/** As many titles as the server tells at once. */
const MOST = 100

/** `ready`: what is shown is what sending this very change would do. */
export function useProjectPlan(project: Project, change: ProjectChange) {
  const text = JSON.stringify(change)
  const [settled] = useDebouncedValue(text, SETTLE_MS)
  const plan = useQuery({
    queryKey: ['plan', project.id, project.version, settled],
    queryFn: ({ signal }) => preview(project, JSON.parse(settled) as ProjectChange, signal),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  })
  return { ...plan, ready: settled === text && plan.isSuccess && !plan.isPlaceholderData }
}

/** A project on hold goes back to where it was: the refusal of another place names it. */
async function preview(project: Project, body: ProjectChange, signal: AbortSignal): Promise<ProjectPlanned> {
  const ask = (change: ProjectChange) =>
    call(PUT, { params: { projectId: project.id }, query: { dryRun: 'true' }, body: change, signal })
  try {
    return await ask(body)
  } catch (error) {
    const allowed = error instanceof ApiProblem ? (error.problem.allowed as Project['status'][] | undefined) : undefined
    const back = allowed?.find((status) => status !== 'cancelled')
    if (project.status !== 'on_hold' || !back || back === body.status) throw error
    return ask({ ...body, status: back })
  }
}

/** What the change itself says is not told again as what follows of it. */
const SAID = new Set(['reason', 'holdReason', 'closeReason', 'statusBeforeHold', 'closedAt'])
export const withoutSaid = (changes: Change[]): Change[] =>
  changes.map((change) => ({
    ...change,
    changes: Object.fromEntries(Object.entries(change.changes).filter(([field]) => !SAID.has(field))),
  }))

/** What the things of a plan are called: tasks by their titles, bookings by whom and when, the rest by its kind. */
export function useNameOf(
  project: Project,
  changes: readonly Change[],
): (entity: Change['entity']) => string | undefined {
  const enabled = useMay('task.read')
  const things = changes.flatMap(({ entity, causedBy }) => (causedBy ? [entity, causedBy] : [entity]))
  const id = [...new Set(things.flatMap((thing) => (thing.type === 'task' ? [thing.id] : [])))].slice(0, MOST).join(',')
  const tasks = useDoor(
    'GET /v1/admin/projects/:projectId/tasks',
    { params: { projectId: project.id }, query: { id, limit: MOST } },
    { enabled: enabled && id !== '', keep: true },
  )
  const schedule = useDoor(
    'GET /v1/admin/projects/:projectId/schedule',
    { params: { projectId: project.id } },
    { enabled },
  )
  const titles = new Map(tasks.data?.data.map(({ id, title }) => [id, title]))
  const people = new Map(schedule.data?.people.map(({ personId, name }) => [personId, name]))
  for (const { id, personId, startOn, endOn } of schedule.data?.allocations ?? []) {
    const who = people.get(personId ?? '') ?? t('Somebody')
    titles.set(id, t('{who}, {from} – {to}', { who, from: showDay(startOn), to: showDay(endOn) }))
  }
  const kinds: Record<string, string> = { task: t('A task'), allocation: t('A booking'), request: t('A request') }
  return ({ type, id }) => (type === 'project' && id === project.id ? project.name : (titles.get(id) ?? kinds[type]))
}
