// Analytics brought up to date at once, so that tests need not wait for it; and figures asked and opened to their rows.
import pino from 'pino'
import { figuresOf, foldFigure, percentileOf, type Amounts, type Area } from '../domain/analytics-figures.ts'
import type { Analytics, AnalyticsRow, AnalyticsRows } from '../domain/analytics.ts'
import { placeEntries } from '../server/activity/place-entries.ts'
import { followOnce } from '../server/analytics/analytics-loop.ts'
import { recount } from '../server/analytics/recount.ts'
import { theHouse, type Person } from './agency.ts'

/** All that happened is counted; with an organisation, all that it has, whether or not anything was told of it. */
export async function counted(organizationId?: string): Promise<void> {
  const { db, clock } = await theHouse()
  while ((await placeEntries(db.worker)) > 0);
  const options = { worker: db.worker, app: db.app, log: pino({ level: 'silent' }), clock: clock.now }
  if (organizationId === undefined) await followOnce(options)
  else await recount(options, organizationId)
}

const addressOf = (area: Area) => `/v1/admin/analytics/${area}`

export async function figuresFor(person: Person, area: Area, query = ''): Promise<Analytics> {
  const reply = await person.get(`${addressOf(area)}?${query}`)
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body))
  return reply.body
}

/** All rows behind a figure, walked page by page. */
export async function rowsBehind(
  person: Person,
  area: Area,
  figure: string,
  query: string,
  limit = 3,
): Promise<AnalyticsRow[]> {
  const rows: AnalyticsRow[] = []
  for (let cursor = ''; ;) {
    const reply = await person.get(`${addressOf(area)}/rows?figure=${figure}&${query}&limit=${limit}${cursor}`)
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body))
    const { data, pagination } = reply.body as unknown as AnalyticsRows
    rows.push(...data)
    if (pagination.nextCursor === null) return rows
    cursor = `&cursor=${encodeURIComponent(pagination.nextCursor)}`
  }
}

/** What a figure's rows make of it. */
export function foldRows(area: Area, name: string, rows: readonly AnalyticsRow[]): number | null {
  const figure = figuresOf(area)[name]
  if (!figure) throw new Error(`no figure ${name}`)
  const known = Object.fromEntries(
    figure.measures.map((measure): [string, Amounts] => {
      const amounts = rows.flatMap((row) => row.amounts[measure] ?? []).toSorted((a, b) => a - b)
      const total = amounts.reduce((sum, amount) => sum + amount, 0)
      return [
        measure,
        { n: amounts.length, total, median: percentileOf(amounts, 0.5), p85: percentileOf(amounts, 0.85) },
      ]
    }),
  )
  return foldFigure(figure, known)
}
