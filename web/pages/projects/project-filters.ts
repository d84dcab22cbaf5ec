// What the list of projects can be narrowed by, under the names the server knows: the address of the page is the question asked.
import type { ListedProject } from '../../api-types.ts'
import type { Query } from '../../api.ts'
import { addDays, showDay, today } from '../../formats.ts'
import { BAND, PRIORITY, PROJECT_STATUS } from '../../labels.ts'
import type { Permission } from '../../../domain/permissions.ts'
import { t } from '../../words.ts'
import { nameOfType } from '../project/project-words.ts'

export const LIST = 'GET /v1/admin/me/projects'
export type ListQuery = Query<typeof LIST>
export type Search = Record<string, string>

export const FILTER_NAMES = [
  'status',
  'band',
  'priority',
  'type',
  'accountId',
  'managerId',
  'memberId',
  'teamId',
  'tag',
  'dueOn[gte]',
  'dueOn[lte]',
] as const
export type FilterName = (typeof FILTER_NAMES)[number]
/** Both ends of the due dates are one thing to choose. */
export type Chosen = Exclude<FilterName, 'dueOn[gte]' | 'dueOn[lte]'> | 'dueOn'

export const FILTER_WORDS = (): Record<Chosen, string> => ({
  status: t('Status'),
  band: t('Health'),
  priority: t('Priority'),
  type: t('Type'),
  accountId: t('Client'),
  managerId: t('Manager'),
  memberId: t('On the team'),
  teamId: t('Team'),
  tag: t('Tag'),
  dueOn: t('Due'),
})
/** What one must be able to look up to choose by it. */
export const FILTER_NEEDS: Partial<Record<Chosen, Permission>> = {
  accountId: 'account.read',
  managerId: 'person.read',
  memberId: 'person.read',
  teamId: 'team.read',
}

export const DEFAULT_LIMIT = 25
export const DEFAULT_SORT = '-updatedAt'
const WHOLE = /^[1-9]\d{0,5}$/

/** The question that an address asks; what is no number there is left out. */
export function queryOf(search: Search): ListQuery {
  const filters = Object.fromEntries(FILTER_NAMES.filter((name) => search[name]).map((name) => [name, search[name]]))
  return {
    ...filters,
    ...(search.q && { q: search.q }),
    sort: (search.sort ?? DEFAULT_SORT) as NonNullable<ListQuery['sort']>,
    page: WHOLE.test(search.page ?? '') ? Number(search.page) : 1,
    limit: ['50', '100'].includes(search.limit ?? '') ? Number(search.limit) : DEFAULT_LIMIT,
  }
}

export const valuesOf = (search: Search, name: FilterName): string[] => (search[name] ?? '').split(',').filter(Boolean)
export const isFiltered = (search: Search): boolean => Boolean(search.q) || FILTER_NAMES.some((name) => search[name])

/** The page and an open dialog are no part of a view. */
export const viewOf = ({ page: _page, new: _new, newFor: _newFor, task: _task, ...search }: Search): Search => search

/** The filters that an address holds, in their order. */
export const chosenIn = (search: Search): Chosen[] =>
  (Object.keys(FILTER_WORDS()) as Chosen[]).filter((name) =>
    name === 'dueOn' ? Boolean(search['dueOn[gte]'] ?? search['dueOn[lte]']) : Boolean(search[name]),
  )
/** Takes a filter out of the address. */
export const without = (name: Chosen): Record<string, undefined> =>
  name === 'dueOn'
    ? { 'dueOn[gte]': undefined, 'dueOn[lte]': undefined, page: undefined }
    : { [name]: undefined, page: undefined }
export const CLEARED = Object.fromEntries([...FILTER_NAMES, 'q', 'page'].map((name) => [name, undefined]))

/** What a value that is no id is called. */
export function nameOfValue(name: Chosen, value: string): string {
  const words = { status: PROJECT_STATUS(), band: BAND(), priority: PRIORITY() } as Record<
    string,
    Record<string, { text: string }>
  >
  return name === 'type' ? nameOfType(value) : (words[name]?.[value]?.text ?? value)
}

export function nameOfDates(search: Search): string {
  const [from, to] = [search['dueOn[gte]'], search['dueOn[lte]']]
  if (from && to) return t('{from} – {to}', { from: showDay(from), to: showDay(to) })
  return from ? t('from {day}', { day: showDay(from) }) : t('until {day}', { day: showDay(to ?? today()) })
}

export interface QuickFilter {
  name: string
  search: Search
}
const OPEN = 'onboarding,active,on_hold'
/** What is asked for most, at one touch. */
export const quickFilters = (myId: string): QuickFilter[] => [
  { name: t('Active'), search: { status: 'active' } },
  { name: t('At risk'), search: { band: 'at_risk', status: OPEN } },
  { name: t('Past due'), search: { 'dueOn[lte]': addDays(today(), -1), status: OPEN } },
  { name: t('Mine'), search: { managerId: myId } },
]
export const isOn = (search: Search, quick: QuickFilter): boolean =>
  Object.entries(quick.search).every(([name, value]) => search[name] === value)
export const openTasksOf = ({ taskCounts }: ListedProject): number =>
  taskCounts.pending + taskCounts.in_progress + taskCounts.in_review + taskCounts.blocked
