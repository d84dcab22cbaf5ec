// Brings accounts in step with what was said of them: all that a system has, or what it tells of some; and keeps what came of it.
import { sql } from 'kysely'
import {
  countsOf,
  MOST_TOLD,
  SYNC_OUTCOMES,
  type AccountSyncReport,
  type SyncedAccount,
} from '../../domain/account-sync.ts'
import { isSame, orderOf, OutsideAccount, type Said } from '../../domain/outside-account.ts'
import { Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { clearAlert, raiseAlert } from '../alerts/raise-alert.ts'
import { fieldErrors } from '../platform/problem-reply.ts'
import { insertRow, json } from '../platform/rows.ts'
import { daysBefore, type Sweep } from '../platform/sweep.ts'
import type { Actor, Context, Tx } from '../platform/transaction.ts'
import { accountsHere, type AccountsHere } from './accounts-here.ts'
import { placeAccount, placed } from './place-account.ts'

/** In whose name what the system outside says is done. */
export const accountSystem = (organizationId: string, timezone: string): Actor => ({
  type: 'integration',
  id: 'accounts',
  name: 'The account system',
  organizationId,
  roles: [],
  tokenScopes: ['*'],
  timezone,
})

export const accountSystemContext = (whose: { id: string; timezone: string }, now: Date, publicUrl = ''): Context => ({
  actor: accountSystem(whose.id, whose.timezone),
  permission: 'account.write',
  scopes: ['organization'],
  now,
  publicUrl,
})

/** All that the system has, or some of it. */
export interface Words {
  accounts: readonly unknown[]
  isAll: boolean
}

type SaidInOrder = Said & { externalId: string; order: number }

/** What becomes of each account, by itself: one that is refused keeps no other out. */
export async function bringInStep(tx: Tx, { accounts, isAll }: Words): Promise<SyncedAccount[]> {
  const { said, rows } = understood(accounts)
  const here = await accountsHere(tx)
  for (const each of inOrder(newest(said, rows))) rows.push(await placeOrTell(tx, here, each))
  if (here.confirmed.length > 0)
    tx.send(sql`update accounts set last_synced_at = ${tx.now}
      where organization_id = ${tx.actor.organizationId} and id = any(${here.confirmed})`)
  if (isAll) rows.push(...onlyHere(here, new Set([...said, ...rows].map(({ externalId }) => externalId))))
  tellTheAdmins(tx, rows, isAll)
  return rows
}

function understood(accounts: readonly unknown[]): { said: SaidInOrder[]; rows: SyncedAccount[] } {
  const said: SaidInOrder[] = []
  const rows: SyncedAccount[] = []
  for (const account of accounts) {
    const read = OutsideAccount.safeParse(account)
    if (read.success) said.push({ ...read.data, order: orderOf(read.data.version) })
    else rows.push(placed(namesIn(account), 'refused', { reason: reasonOf(fieldErrors(read.error)) }))
  }
  return { said, rows }
}

const namesIn = (account: unknown) => {
  const { externalId, name } = (typeof account === 'object' && account !== null ? account : {}) as Record<
    string,
    unknown
  >
  const shown = (value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '').slice(0, 200) : null
  return { externalId: shown(externalId), name: shown(name) }
}

const reasonOf = (errors: readonly { pointer: string; message: string }[]) =>
  errors
    .slice(0, 5)
    .map(({ pointer, message }) => `${pointer} ${message}`.trim().toWellFormed())
    .join('; ')
    .slice(0, 1_000)

/** Of what is said twice the newest counts; two words under one version contradict each other. */
function newest(said: readonly SaidInOrder[], rows: SyncedAccount[]): SaidInOrder[] {
  const kept = new Map<string, SaidInOrder>()
  for (const each of said) {
    const other = kept.get(each.externalId)
    if (!other || each.order > other.order) kept.set(each.externalId, each)
    else if (each.order === other.order && !isSame(each, other))
      rows.push(placed(each, 'conflict', { reason: 'It is told twice under one version, each time otherwise.' }))
  }
  return [...kept.values()]
}

/** Who may be a parent first, and what is archived last, parents at the very end: they wait for their children. */
function inOrder(said: readonly SaidInOrder[]): SaidInOrder[] {
  const rank = ({ status, parentExternalId }: SaidInOrder) =>
    status === 'archived' ? (parentExternalId === undefined ? 3 : 2) : parentExternalId === undefined ? 0 : 1
  return said.toSorted((a, b) => rank(a) - rank(b))
}

async function placeOrTell(tx: Tx, here: AccountsHere, said: SaidInOrder): Promise<SyncedAccount> {
  try {
    return await tx.savepoint(() => placeAccount(tx, here, said))
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    return placed(said, 'refused', { reason: error.message.slice(0, 1_000) })
  }
}

const onlyHere = ({ byExternalId }: AccountsHere, there: ReadonlySet<string | null | undefined>): SyncedAccount[] =>
  [...byExternalId.values()]
    .filter(({ externalId }) => !there.has(externalId))
    .map((account) =>
      placed(account, 'only_here', {
        accountId: account.id,
        reason: 'The system has no such account; it stays as it is.',
      }),
    )

const FINGERPRINT = 'accounts_out_of_step'

/** What no later word mends by itself is for an administrator; whoever looked at all of it knows that it is over. */
function tellTheAdmins(tx: Tx, rows: readonly SyncedAccount[], isAll: boolean): void {
  const { refused, conflict } = countsOf(rows)
  if (refused + conflict > 0)
    raiseAlert(tx, {
      fingerprint: FINGERPRINT,
      severity: 'warning',
      title: say`Accounts could not be brought in step with the account system`,
      detail: { refused, conflicts: conflict },
    })
  else if (isAll) clearAlert(tx, FINGERPRINT)
}

type About = Pick<AccountSyncReport, 'source' | 'startedBy'> & { startedAt: Date }

/** Keeps what came of it, and tells that it is done. */
export function keepSync(
  tx: Tx,
  rows: readonly SyncedAccount[],
  { source, startedBy, startedAt }: About,
): AccountSyncReport {
  const counts = countsOf(rows)
  const rank = ({ outcome }: SyncedAccount) => SYNC_OUTCOMES.indexOf(outcome)
  const told = rows
    .filter(({ outcome }) => outcome !== 'unchanged')
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST_TOLD)
  const id = tx.newId('syn')
  const row = { id, source, status: 'done' as const, startedBy, tries: 1 }
  insertRow(tx, 'account_syncs', { ...row, counts: json(counts), rows: json(told), startedAt, endedAt: tx.now })
  tx.record('account_sync.done', { type: 'account_sync', id }, { source: { to: source }, counts: { to: counts } })
  return { ...row, counts, rows: told, error: null, startedAt: startedAt.toISOString(), endedAt: tx.now.toISOString() }
}

/** A pull that came to nothing. The same one tried again is one row. */
export async function keepFailure(
  tx: Tx,
  failed: { id: string; startedBy: string | null; error: string },
): Promise<void> {
  const { id, startedBy, error } = failed
  const kept = await tx.first<{ tries: number }>(sql`
    insert into account_syncs as s (organization_id, id, source, status, started_by, counts, error, started_at, ended_at)
    values (${tx.actor.organizationId}, ${id}, 'pull', 'failed', ${startedBy}, ${json(countsOf([]))}, ${error}, ${tx.now}, ${tx.now})
    on conflict (organization_id, id) do update set tries = s.tries + 1, error = excluded.error, ended_at = excluded.ended_at
    returning tries`)
  if (kept?.tries === 1)
    tx.record('account_sync.failed', { type: 'account_sync', id }, { source: { to: 'pull' }, error: { to: error } })
}

/** Whether something came of it that is worth a row: what is told again and again is not. */
export const isNews = (rows: readonly SyncedAccount[]): boolean =>
  rows.some(
    ({ outcome, changes }) => outcome !== 'unchanged' && (outcome !== 'waiting' || Object.keys(changes).length > 0),
  )

/** What came of it is kept for ninety days. */
export const accountSyncSweep: Sweep = {
  name: 'what came of bringing accounts in step',
  remove: (now) => sql`delete from account_syncs where ctid = any(array(select ctid from account_syncs
    where ended_at < ${daysBefore(now, 90)} limit 500)) returning 1`,
}
