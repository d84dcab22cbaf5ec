// Projects as a table for spreadsheets, with the names of people and clients.
import type { ListedProject } from '../../api-types.ts'
import { call } from '../../api.ts'
import { csvOf, type CsvValue } from '../../csv.ts'
import { LIST, openTasksOf, type ListQuery } from './project-filters.ts'

const COLUMNS: [string, (project: ListedProject) => CsvValue][] = [
  ['id', ({ id }) => id],
  ['name', ({ name }) => name],
  ['client', ({ names }) => names.account],
  ['type', ({ type }) => type],
  ['engagement', ({ engagement }) => engagement],
  ['status', ({ status }) => status],
  ['priority', ({ priority }) => priority],
  ['healthScore', ({ health }) => health.score],
  ['healthBand', ({ health }) => health.band],
  ['progress', ({ progress }) => progress],
  ['startOn', ({ startOn }) => startOn],
  ['dueOn', ({ dueOn }) => dueOn],
  ['openTasks', openTasksOf],
  ['overdueTasks', ({ overdueTasks }) => overdueTasks],
  ['manager', ({ names }) => names.manager],
  ['team', ({ names }) => names.team],
  ['people', ({ names }) => names.assignedTeam.join('; ')],
  ['budgetMinutes', ({ budgetMinutes }) => budgetMinutes],
  ['contractMinor', ({ contractMinor }) => contractMinor],
  ['currency', ({ currency }) => currency],
  ['billingMode', ({ billingMode }) => billingMode],
  ['tags', ({ tags }) => tags.join('; ')],
  ['createdAt', ({ createdAt }) => createdAt],
  ['updatedAt', ({ updatedAt }) => updatedAt],
]

export const projectsCsv = (projects: readonly ListedProject[]): string =>
  csvOf([COLUMNS.map(([name]) => name), ...projects.map((project) => COLUMNS.map(([, valueOf]) => valueOf(project)))])

const PAGE = 100

/** All that the question finds, in its order, walked by cursor. */
export async function allProjects(
  { page: _, ...query }: ListQuery,
  onCount: (count: number) => void,
  signal: AbortSignal,
): Promise<ListedProject[]> {
  const all: ListedProject[] = []
  let cursor: string | null = null
  do {
    const found: Awaited<ReturnType<typeof call<typeof LIST>>> = await call(LIST, {
      query: { ...query, limit: PAGE, ...(cursor && { cursor }) },
      signal,
    })
    all.push(...found.data)
    onCount(all.length)
    cursor = found.pagination.nextCursor
  } while (cursor)
  return all
}
