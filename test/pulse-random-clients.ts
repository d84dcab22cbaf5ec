// What happens around a random agency's work: clients write, ask and pay, people are away, projects and the house change.
import type { Thread } from '../domain/communication.ts'
import { DEFAULT_WORK_WEEK } from '../domain/organization.ts'
import { addCommunication } from '../server/communications/add-communication.ts'
import {
  changePerson,
  changeSettings,
  createHoliday,
  createTimeOff,
} from '../server/planning/working-time-operations.ts'
import { createSubscription, updateSubscription } from '../server/billing/subscription-operations.ts'
import { processRequest } from '../server/requests/process-request.ts'
import { updateRequestStatus } from '../server/requests/request-moves.ts'
import { createRequest } from '../server/requests/request-operations.ts'
import type { Tx } from '../server/platform/transaction.ts'
import { deleteProject, restoreProject, updateProject } from '../server/projects/project-operations.ts'
import { updatePulseMetrics } from '../server/pulse/pulse-operations.ts'
import { chance, dayFrom, oneOf, PEOPLE, type Known, type Life } from './pulse-random-work.ts'

function threadOf({ pick, tasks, requests }: Life, projectId: string): Thread {
  const here = <T extends Known>(things: readonly T[]) =>
    oneOf(
      pick,
      things.filter((thing) => thing.projectId === projectId),
    )
  const [task, request] = [here(tasks), here(requests)]
  if (task && chance(pick, 20)) return { type: 'task', id: task.id }
  if (request && chance(pick, 50)) return { type: 'request', id: request.id }
  return { type: 'project', id: projectId }
}

export function writes(tx: Tx, life: Life) {
  const { pick, projects } = life
  const projectId = oneOf(pick, projects) ?? ''
  const direction = (['incoming', 'incoming', 'outgoing', 'internal'] as const)[pick(4)] ?? 'incoming'
  const saidAt = new Date(tx.now.getTime() - (chance(pick, 40) ? pick(20 * 24 * 60) * 60_000 : 0))
  const thread = threadOf(life, projectId)
  return addCommunication(tx, {
    projectId,
    accountId: 'client',
    thread,
    direction,
    channel: 'email',
    body: 'Words',
    saidAt,
  })
}

export async function asks(tx: Tx, life: Life) {
  const { pick, projects, requests } = life
  const projectId = oneOf(pick, projects) ?? ''
  const id = `req-${life.named++}`
  await createRequest(tx, projectId, {
    id,
    title: 'Please',
    type: 'change',
    source: 'phone',
    requester: { name: 'Them' },
  })
  requests.push({ id, projectId })
}

export function reacts(tx: Tx, { pick, requests }: Life) {
  const id = oneOf(pick, requests)?.id ?? ''
  if (chance(pick, 40)) {
    const status = oneOf(pick, ['in_review', 'completed', 'cancelled'] as const) ?? 'in_review'
    return updateRequestStatus(tx, id, { status, reason: 'So it is' })
  }
  const resolutionStatus = oneOf(pick, ['accepted', 'completed', 'declined', 'awaiting_client'] as const) ?? 'accepted'
  return processRequest(tx, id, { resolutionStatus, response: 'Words', note: 'So it is' })
}

export async function subscribes(tx: Tx, life: Life) {
  const { pick, projects, subscriptions } = life
  const status = oneOf(pick, ['active', 'trialing', 'past_due', 'unpaid', 'paused'] as const) ?? 'active'
  const standing = { status, cancelAtPeriodEnd: chance(pick, 20) }
  const old = oneOf(pick, subscriptions)
  if (old && chance(pick, 60)) return void (await updateSubscription(tx, old.id, standing))
  const [id, projectId] = [`sub-${life.named++}`, oneOf(pick, projects) ?? '']
  const bought = { accountId: 'client', projectId, productType: 'seo', productName: 'SEO' }
  await createSubscription(tx, { id, ...bought, ...standing, amountMinor: 1_000, interval: 'month' })
  subscriptions.push({ id, projectId })
}

export function says(tx: Tx, { pick, projects }: Life) {
  const recordedAt = new Date(tx.now.getTime() - pick(5) * 24 * 3_600_000).toISOString()
  const metrics = [
    { metric: chance(pick, 80) ? ('client_satisfaction' as const) : ('schedule' as const), value: pick(101) },
  ]
  return updatePulseMetrics(tx, oneOf(pick, projects) ?? '', { metrics, ...(chance(pick, 50) && { recordedAt }) })
}

export function isAway(tx: Tx, { pick }: Life) {
  const from = pick(14) - 2
  const window = { startOn: dayFrom(tx, from), endOn: dayFrom(tx, from + pick(4)) }
  return createTimeOff(tx, oneOf(pick, PEOPLE) ?? '', { ...window, ...(chance(pick, 40) && { minutesPerDay: 240 }) })
}

export function works(tx: Tx, { pick }: Life) {
  const person = oneOf(pick, PEOPLE) ?? ''
  if (chance(pick, 50)) return changePerson(tx, person, { availabilityFactor: (5 + pick(6)) / 10 })
  const minutes = [480, 480, 240 + 60 * pick(5), 480, pick(2) * 480, 0, 0]
  return changePerson(tx, person, { weeklyCapacity: [{ validFrom: dayFrom(tx, pick(10) - 5), minutes }] })
}

export function changesProject(tx: Tx, { pick, projects }: Life) {
  const id = oneOf(pick, projects) ?? ''
  const changes = [
    () => updateProject(tx, id, { assignedTeam: PEOPLE.filter(() => chance(pick, 50)) }),
    () => updateProject(tx, id, { budgetMinutes: chance(pick, 80) ? 60 * (1 + pick(60)) : null }),
    () => updateProject(tx, id, { engagement: chance(pick, 50) ? 'retainer' : 'one_off' }),
    () => updateProject(tx, id, { status: 'on_hold', reason: 'They wait' }),
    () => updateProject(tx, id, { status: 'active', reason: 'On we go' }),
    () => updateProject(tx, id, { status: 'active' }),
    () => updateProject(tx, id, { startOn: dayFrom(tx, pick(30) - 20) }),
    () => deleteProject(tx, id, 'Wrong'),
    () => restoreProject(tx, id),
    () => restoreProject(tx, id),
  ]
  return oneOf(pick, changes)?.()
}

export function changesHouse(tx: Tx, { pick }: Life) {
  if (chance(pick, 60)) return createHoliday(tx, { on: dayFrom(tx, pick(20)), name: 'A holiday' })
  const fri = chance(pick, 50) ? [{ from: '09:00', to: '13:00' }] : DEFAULT_WORK_WEEK.fri
  return changeSettings(tx, { workWeek: { ...DEFAULT_WORK_WEEK, fri } })
}
