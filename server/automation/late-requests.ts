// Requests past what was promised: whoever looks after them is told once of the answer that is missing, and once of the end.
import { sql } from 'kysely'
import { say } from '../../domain/said.ts'
import { named } from '../../domain/signal-conditions.ts'
import { requestOverdue } from '../../domain/work-conditions.ts'
import { notify } from '../notifications/notify.ts'
import type { Tx } from '../platform/transaction.ts'
import { goesOn } from '../signals/account-facts.ts'
import { raiseSignal, resolveSignal } from '../signals/raise-signal.ts'
import { requestFacts, type OpenRequest } from '../signals/request-facts.ts'
import { dueIds, isSameState, nextCheck, saveStates, statesOf, type WatchState } from '../signals/watching.ts'
import { peopleToTell } from './people-to-tell.ts'

const TYPE = 'request_overdue'
/** What may be late; both at once are the sum. */
const LATE = { answer: 1, resolution: 2 } as const
type Late = keyof typeof LATE

export interface LateRequest {
  id: string
  before: WatchState | undefined
  now: { request: OpenRequest; late: Late[]; state: WatchState } | undefined
}

export async function findLateRequests(tx: Tx, ids?: readonly string[]): Promise<LateRequest[]> {
  const asked = ids ?? (await dueIds(tx, TYPE, openRequests(tx)))
  if (asked.length === 0) return []
  const [states, requests] = await Promise.all([
    statesOf(tx, TYPE, asked),
    tx.rows(requestFacts(tx.actor.organizationId, sql`q.id = any(${asked})`)),
  ])
  const byId = new Map(requests.map((each) => [each.request.id, each]))
  return [...new Set(asked)].flatMap((id): LateRequest[] => {
    const [before, request] = [states.get(id), byId.get(id)]
    if (!request) return before && before.nextCheckAt !== null ? [{ id, before, now: undefined }] : []
    const now = stand(tx, request, before)
    return isSameState(before, now.state) ? [] : [{ id, before, now }]
  })
}

const openRequests = (tx: Tx) => sql`select q.id from requests q
  join projects p on p.organization_id = q.organization_id and p.id = q.project_id
  where q.organization_id = ${tx.actor.organizationId} and q.closed_at is null and ${goesOn}`

function stand(tx: Tx, request: OpenRequest, before: WatchState | undefined) {
  const { respondBy, resolveBy, firstRespondedAt, timesReopened } = request
  const promised = { answer: firstRespondedAt === null ? respondBy : null, resolution: resolveBy }
  const names = Object.keys(LATE) as Late[]
  const at = (name: Late) => (promised[name] === null ? Infinity : Date.parse(promised[name]))
  const late = names.filter((name) => at(name) < tx.now.getTime())
  const episode = `${timesReopened}`
  const goesOnAs = before?.episode === episode ? before.step : 0
  // At the very instant it is still in time.
  const next = Math.min(...names.map(at).filter((ms) => ms >= tx.now.getTime()))
  const state: WatchState = {
    episode,
    step: late.reduce((sum, name) => sum | LATE[name], goesOnAs),
    raised: late.length > 0,
    actedAt: before?.actedAt ?? null,
    nextCheckAt: nextCheck(tx.now, next === Infinity ? null : new Date(next + 1), late.length > 0, before?.nextCheckAt),
  }
  return { request, late, state }
}

/** Tells of what is newly late, and keeps the signal as it is. What was told stays told while clocks stop and go on. */
export async function actOnLateRequest(tx: Tx, { id, before, now }: LateRequest): Promise<void> {
  if (before?.raised && !now?.state.raised)
    await resolveSignal(tx, `${TYPE}:request:${id}`, 'It was answered, ended, or its clocks stand still.')
  if (!now) {
    if (before) saveStates(tx, TYPE, [{ ...before, id, projectId: null, raised: false, nextCheckAt: null }])
    return
  }
  const { request, late, state } = now
  const toldBefore = before?.episode === state.episode ? before.step : 0
  const news = late.filter((name) => (toldBefore & LATE[name]) === 0)
  const raising = requestOverdue(request, tx.now)
  if (raising && (news.length > 0 || !before?.raised))
    await raiseSignal(tx, { ...raising, projectId: request.projectId })
  if (news.length > 0) await tellOf(tx, request, state.episode, news)
  const actedAt = news.length > 0 ? tx.now.toISOString() : state.actedAt
  saveStates(tx, TYPE, [{ ...state, actedAt, id, projectId: request.projectId }])
}

async function tellOf(
  tx: Tx,
  { request, projectId }: OpenRequest,
  episode: string,
  news: readonly Late[],
): Promise<void> {
  const { manager, accountManagers, admins } = await peopleToTell(tx, projectId)
  const near = [...new Set([...manager, ...accountManagers])]
  const personIds = near.length > 0 ? near : admins
  const { id } = request
  const project = await tx.first<{ accountId: string }>(sql`select account_id as "accountId" from projects
    where organization_id = ${tx.actor.organizationId} and id = ${projectId}`)
  const accountId = project?.accountId ?? null
  const entity = { type: 'request', id }
  for (const name of news) {
    const changes = { late: { to: name }, told: { to: personIds } }
    const causeId = tx.record('request.escalated', { ...entity, projectId, accountId }, changes)
    const about = named({ name: request.title })
    const title =
      name === 'answer' ? say`The first answer is overdue: ${about}` : say`The resolution is overdue: ${about}`
    const dedupeKey = `${TYPE}:${id}:${episode}:${name}`
    notify(tx, { kind: TYPE, personIds, entity, projectId, accountId, title, causeId, dedupeKey })
  }
}

/** Takes all that is open as it is. */
export async function takeRequestsAsTheyAre(tx: Tx): Promise<void> {
  const rows = await tx.rows<{ id: string }>(openRequests(tx) as ReturnType<typeof sql<{ id: string }>>)
  const found = await findLateRequests(
    tx,
    rows.map(({ id }) => id),
  )
  saveStates(
    tx,
    TYPE,
    found.flatMap(({ id, now }) => (now ? [{ ...now.state, id, projectId: now.request.projectId }] : [])),
  )
}
