// Every list of the contract with what can be asked of it: each order, each filter by itself, from the front, by number and by cursor.
import { largeId } from '../bench/fill-large.ts'

interface Parameter {
  name: string
  in: string
  required?: boolean
  schema: { enum?: string[]; type?: string; items?: { enum?: string[] } }
}
export interface Contract {
  paths: Record<string, { get?: { parameters?: Parameter[] } }>
}
export interface Door {
  /** As the contract has it. */
  path: string
  /** With the ids of the large agency in it. */
  urls: string[]
  required: string
  sorts: string[]
  filters: { name: string; values: string[] }[]
}

const PATHS: Record<string, string[]> = {
  projectId: [largeId('prj', 1)],
  taskId: [largeId('tsk', 1)],
  signalId: [largeId('sig', 7)],
  personId: [largeId('per', 2)],
  ruleId: ['bill-progress'],
  name: ['_projects-tasks', '_store.subscriptions', '_communications', '_activity'],
}
/** What is asked of each filter: what few have, what many have, and what nobody has. */
const VALUES: Record<string, string[]> = {
  id: [largeId('prj', 5)],
  accountId: [largeId('acc', 7)],
  parentAccountId: [largeId('acc', 10)],
  managerId: [largeId('per', 20)],
  teamId: [largeId('tea', 3)],
  memberId: [largeId('per', 30)],
  assigneeId: [largeId('per', 30)],
  personId: [largeId('per', 30)],
  leadId: [largeId('per', 9)],
  accountManagerId: [largeId('per', 4)],
  projectId: [largeId('prj', 1), largeId('prj', 77)],
  taskId: [largeId('tsk', 2)],
  requestId: [largeId('req', 2)],
  communicationId: [largeId('com', 2)],
  threadId: [largeId('prj', 1)],
  actorId: [largeId('per', 9)],
  externalId: ['nothing'],
  status: ['active', 'pending', 'completed', 'draft', 'canceled'],
  priority: ['urgent', 'low'],
  type: ['seo', 'content', 'schedule_slip'],
  band: ['at_risk', 'unknown'],
  kind: ['charge', 'task_assigned', 'task'],
  source: ['portal', 'pull'],
  direction: ['incoming'],
  channel: ['email'],
  severity: ['critical'],
  role: ['team_lead'],
  tag: ['rare', 'spring'],
  'dueOn[gte]': ['2026-11-22', '2024-01-01'],
  'dueOn[lte]': ['2026-11-22', '2024-01-01'],
  'updatedAt[gte]': ['2026-11-22T10:00:00.000Z', '2024-01-01T00:00:00.000Z'],
  'at[gte]': ['2026-11-22T00:00:00.000Z'],
  'at[lte]': ['2024-06-01T00:00:00.000Z'],
  from: ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  to: ['2024-06-01', '2024-06-01T00:00:00.000Z'],
  q: ['launch', 'harbor', 'c', 'x12', 'the launch'],
  stage: ['work'],
  event: ['task.created', 'project.archived'],
  entityType: ['task', 'person'],
  productType: ['seo'],
  provider: ['stripe', 'other'],
  queue: ['none'],
  service: ['seo'],
}
const OF_PAGES = ['page', 'limit', 'cursor', 'sort']

/** Those that page, but for the client's own, whose link is its key. Fails where a filter is not known here. */
export function doorsOf(contract: Contract): Door[] {
  return Object.entries(contract.paths).flatMap(([path, { get }]) => {
    const parameters = (get?.parameters ?? []).filter((each) => each.in === 'query')
    if (!parameters.some(({ name }) => name === 'cursor') || path.includes('{token}')) return []
    const filters = parameters.filter(
      ({ name, required }) => !required && !OF_PAGES.includes(name) && !name.startsWith('sort['),
    )
    const needed = parameters.filter(({ required }) => required)
    return {
      path,
      urls: placesOf(path),
      required: needed.map((each) => `${each.name}=${valuesOf(path, each)[0]}`).join('&'),
      sorts: parameters.find(({ name }) => name === 'sort')?.schema.enum ?? [],
      filters: filters.map((each) => ({ name: each.name, values: valuesOf(path, each) })),
    }
  })
}

const placesOf = (path: string): string[] =>
  Object.entries(PATHS).reduce(
    (all, [name, ids]) =>
      all.flatMap((url) => (url.includes(`{${name}}`) ? ids.map((id) => url.replace(`{${name}}`, id)) : url)),
    [path],
  )

function valuesOf(path: string, { name, schema }: Parameter): string[] {
  const values = schema.enum ?? schema.items?.enum ?? (schema.type === 'boolean' ? ['true', 'false'] : VALUES[name])
  if (!values) throw new Error(`${path} can be asked for ${name}, of which the walk knows no value`)
  return values
}

/** The cursor that begins near the end of a list: where the opposite order's first page ends. */
export function cursorBack(cursor: string): { sort: string; cursor: string } {
  const [field, direction, ...place] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, number]
  const back = Buffer.from(JSON.stringify([field, -direction, ...place])).toString('base64url')
  return { sort: direction === 1 ? `-${field}` : field, cursor: back }
}
