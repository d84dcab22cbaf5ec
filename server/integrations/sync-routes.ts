// Accounts in step over HTTP: the signed door for what an account system tells, asking it now, and what came of it each time.
import { z } from 'zod'
import { AccountConnection, AccountSyncReport, countsOf, SYNC_OUTCOMES } from '../../domain/account-sync.ts'
import { ImportReport } from '../../domain/import.ts'
import { invalid, Problem } from '../../domain/problems.ts'
import { contextFor } from '../access/actor.ts'
import { seenProjects } from '../access/scopes.ts'
import { endpoint, visitEndpoint, type AnyEndpoint, type Visit } from '../platform/endpoint.ts'
import { isRehearsal } from '../platform/import-rows.ts'
import { newId } from '../platform/ids.ts'
import { plannedChanges, previewable, type PlanQuery } from '../platform/preview.ts'
import { reading, transaction, type Actor } from '../platform/transaction.ts'
import type { AccountSystem } from './account-system.ts'
import { importAccounts } from './csv-accounts.ts'
import { EVERY_MINUTES, notConnected, organizationOf, takeAll } from './pull-accounts.ts'
import { isWebhookSigned, refuseUnsigned } from './signatures.ts'
import { accountSystemContext, bringInStep, isNews, keepFailure, keepSync } from './sync-accounts.ts'
import { getConnection, getSync, listSyncs, SyncFilters, SyncPage } from './sync-queries.ts'

/** How the account system is connected, as far as it is. */
export interface AccountsOutside {
  organization?: string | undefined
  /** Who is asked. */
  system?: AccountSystem | undefined
  /** What it signs its deliveries with. */
  secret?: string | undefined
}

const MAX_BYTES = 1024 * 1024
const MOST_DELIVERED = 500
const Bytes = z.custom<Buffer>((body) => Buffer.isBuffer(body), 'is there').meta({ type: 'string', format: 'binary' })
const Outcomes = Object.fromEntries(SYNC_OUTCOMES.map((outcome) => [outcome, z.int()])) as Record<
  (typeof SYNC_OUTCOMES)[number],
  z.ZodInt
>
/** Standard Webhooks’ envelope. */
const Delivery = z.object({ data: z.union([z.array(z.unknown()).min(1).max(MOST_DELIVERED), z.looseObject({})]) })

const importRoute = endpoint({
  method: 'POST',
  path: '/v1/admin/accounts/import',
  may: 'account.write',
  summary:
    'Takes on the clients of a CSV file that are not here yet, and brings those that it tells a version of in step; all or none.',
  consumes: ['text/csv'],
  preview: true,
  tellsProgress: true,
  body: z.string(),
  reply: ImportReport,
  problems: ['already_exists'],
  run: (tx, { query, body }) => importAccounts(tx, body, isRehearsal(query)),
})

const runRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/accounts/sync/runs',
    may: 'account.write',
    summary: 'What came of bringing accounts in step, the latest first.',
    query: SyncFilters,
    reply: SyncPage,
    run: (tx, { query }) => listSyncs(tx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/accounts/sync/runs/:syncId',
    may: 'account.write',
    summary: 'What came of it once, account by account.',
    reply: AccountSyncReport,
    run: (tx, { params }) => getSync(tx, params.syncId),
  }),
]

export const syncRoutes = (outside: AccountsOutside = {}): AnyEndpoint[] => [
  importRoute,
  ...runRoutes,
  visitEndpoint({
    method: 'GET',
    path: '/v1/admin/accounts/sync',
    may: 'account.write',
    summary: 'How the account system is connected, and what came of it last.',
    reply: AccountConnection,
    visit: (visit) => connectionOf(visit, outside),
  }),
  visitEndpoint(
    previewable({
      method: 'POST' as const,
      path: '/v1/admin/accounts/sync' as const,
      may: 'account.write' as const,
      summary: 'Asks the account system for all its accounts now, and brings them in step.',
      query: z.strictObject({}),
      reply: AccountSyncReport,
      problems: ['not_connected', 'plan_changed', 'unavailable'],
      visit: (visit, { query }) => syncNow(visit, outside, query as PlanQuery),
    }),
  ),
  visitEndpoint({
    method: 'POST',
    path: '/v1/hooks/accounts',
    may: 'public',
    summary: 'Takes what the account system tells of one account or several, with a Standard Webhooks signature.',
    consumes: ['application/json'],
    bytes: { as: 'whole', maxBytes: MAX_BYTES, inHandBytes: 25 * MAX_BYTES },
    body: Bytes,
    reply: z.strictObject({ counts: z.strictObject(Outcomes) }),
    problems: ['unauthenticated', 'route_not_found'],
    visit: (visit, { body }) => delivered(visit, outside, body),
  }),
]

const isTheirs = async ({ database, actor }: Visit, { organization }: AccountsOutside): Promise<boolean> =>
  (await organizationOf(database, organization))?.id === actor?.organizationId

const contextOf = ({ actor, now, publicUrl }: Visit) => ({
  ...contextFor(actor as Actor, 'account.write', now),
  publicUrl,
})

async function connectionOf(visit: Visit, outside: AccountsOutside): Promise<AccountConnection> {
  const theirs = await isTheirs(visit, outside)
  const host = theirs ? (outside.system?.host ?? null) : null
  const takesDeliveries = theirs && outside.secret !== undefined
  return reading(visit.database, contextOf(visit), (tx) =>
    getConnection(tx, { host, takesDeliveries, everyMinutes: EVERY_MINUTES }),
  )
}

async function syncNow(visit: Visit, outside: AccountsOutside, { dryRun = false, planHash }: PlanQuery) {
  const { system } = outside
  if (!system || !(await isTheirs(visit, outside))) throw notConnected()
  const context = contextOf(visit)
  const { id: startedBy } = context.actor
  const accounts = await system.all().catch(async (error: Problem) => {
    const failed = { id: newId('syn', visit.now), startedBy, error: error.message }
    if (!dryRun) await transaction(visit.database, context, (tx) => keepFailure(tx, failed))
    throw error
  })
  return transaction(visit.database, { ...context, dryRun }, async (tx) => {
    const report = await takeAll(tx, accounts, { startedBy, startedAt: visit.now })
    return { ...report, ...(await plannedChanges(tx, planHash, seenProjects)) }
  })
}

async function delivered(visit: Visit, outside: AccountsOutside, body: Buffer) {
  const { secret, organization } = outside
  if (secret === undefined) throw new Problem('route_not_found', 'See /docs for what there is.')
  const { request, now, database, publicUrl } = visit
  if (!isWebhookSigned(secret, request.headers, body, now)) throw refuseUnsigned()
  const read = Delivery.safeParse(parsed(body))
  if (!read.success)
    throw invalid(
      [{ pointer: '/data', rule: 'event', message: `is an account, or up to ${MOST_DELIVERED} of them` }],
      400,
    )
  const whose = await organizationOf(database, organization)
  if (!whose) throw new Problem('route_not_found', 'ACCOUNTS_ORGANIZATION names no organisation, or there are several.')
  const { data } = read.data
  const accounts = Array.isArray(data) ? data : [data]
  return transaction(database, accountSystemContext(whose, now, publicUrl), async (tx) => {
    const rows = await bringInStep(tx, { accounts, isAll: false })
    if (isNews(rows)) keepSync(tx, rows, { source: 'delivery', startedBy: null, startedAt: now })
    return { counts: countsOf(rows) }
  })
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
