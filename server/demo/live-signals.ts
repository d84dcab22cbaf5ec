// What wants attention in the demo: signals of every type, raised as the conditions have them, in every state, on clients, projects
// and people of every role and of others.
import {
  capacityOverload,
  churnRisk,
  clientSilent,
  inactiveRequest,
  onboardingStalled,
  paymentPastDue,
  quarterlyCheckIn,
  scheduleSlip,
  type Raising,
} from '../../domain/signal-conditions.ts'
import type { SignalStatusChange } from '../../domain/signal.ts'
import { budgetBurn, requestOverdue, taskBlocked, taskOverdue } from '../../domain/work-conditions.ts'
import type { Tx } from '../platform/transaction.ts'
import { raiseSignal, resolveSignal } from '../signals/raise-signal.ts'
import { createSignal, updateSignal, updateSignalStatus } from '../signals/signal-operations.ts'
import { writeOnSignal } from '../signals/signal-thread.ts'
import type { CastAccount, CastAgency } from './cast-agency.ts'
import { DAY, type DemoCalendar } from './demo-calendar.ts'
import { randomOf } from './demo-random.ts'
import type { Happening } from './live-projects.ts'
import type { PlannedProject } from './plan-projects.ts'

interface Noticed {
  raising: Raising | undefined
  accountId?: string
  projectId?: string
  personId?: string
  /** Who looks after it. */
  by: string
}

/** All signals and what became of them, in the order of time. */
export function signalsRaised(
  agency: CastAgency,
  calendar: DemoCalendar,
  projects: readonly PlannedProject[],
): Happening[] {
  const running = projects.filter(
    ({ cast }) => ['active', 'onboarding'].includes(cast.status) && cast.deletedDay === undefined,
  )
  const noticed = [
    ...running.flatMap((project, n) => aboutProject(project, n, calendar)),
    ...agency.accounts.flatMap((account, n) => aboutAccount(agency, account, n, calendar)),
    ...agency.people.slice(-4).map((person) => aboutPerson(agency, person, calendar)),
  ]
  const happenings = noticed.flatMap((each, n) =>
    each.raising ? story({ ...each, raising: each.raising }, n, calendar) : [],
  )
  return [...happenings, ...byHand(running)].toSorted((a, b) => a.at - b.at)
}

function aboutProject({ id, cast, account, tasks }: PlannedProject, n: number, calendar: DemoCalendar): Noticed[] {
  const project = { id, name: cast.name }
  const [task] = tasks
  const about = { id: task?.id ?? '', title: task?.title ?? '', open: true }
  const request = { id: `req_${cast.slug}_1`, title: `${account.subjects[0] ?? 'New'}: new photos`, open: true }
  const now = calendar.instant(-2 * DAY)
  const at = (day: number) => calendar.instant(day * DAY).toISOString()
  const kinds: (() => Raising | undefined)[] = [
    () =>
      scheduleSlip({
        project,
        open: true,
        dueOn: calendar.date(5),
        finishOn: calendar.date(9 + n),
        workingDaysLate: 4 + n,
      }),
    () => taskOverdue({ task: about, dueOn: calendar.date(-4), workingDaysLate: 2 }),
    () => budgetBurn({ project, open: true, budgetMinutes: 12_000, spentMinutes: 9_000 + 100 * n, progress: 45 }),
    () => taskBlocked({ task: about, blockedReason: 'waiting_client', since: at(-5), workingDaysBlocked: 3 }),
    () => inactiveRequest({ request, lastMessageAt: at(-9) }, now),
    () =>
      requestOverdue(
        { request: { ...request, priority: 'high' }, respondBy: at(-3), resolveBy: at(4), firstRespondedAt: null },
        now,
      ),
  ]
  const stalled = onboardingStalled({ project, status: cast.status, lastStepAt: at(-14), openTasks: 3 }, now)
  const by = cast.managerId
  // Not every project wants attention.
  const raising = n % 3 === 2 ? undefined : kinds[(n - Math.floor(n / 3)) % kinds.length]?.()
  return [
    { raising, projectId: id, by },
    { raising: stalled, projectId: id, by },
  ]
}

function aboutAccount(agency: CastAgency, account: CastAccount, n: number, calendar: DemoCalendar): Noticed[] {
  const { id, name, parentAccountId } = account
  const parent = agency.accounts.find((other) => other.id === parentAccountId)
  const by = account.accountManagerIds[0] ?? parent?.accountManagerIds[0] ?? agency.people[0]?.id ?? ''
  const now = calendar.instant(-2 * DAY)
  const at = (day: number) => calendar.instant(day * DAY).toISOString()
  const bought = { id: `sub_hosting_${id.slice(4)}`, currency: agency.currency, monthlyValueMinor: 12_000 }
  const subscription = {
    ...bought,
    productName: 'Hosting and care',
    amountMinor: 12_000,
    currentPeriodStart: at(-20),
    projectId: null,
  }
  const kinds: (() => Raising | undefined)[] = [
    () => clientSilent({ account, lastHeardAt: at(-13), openProjects: 2 }, now),
    () => quarterlyCheckIn({ account: { id, name }, lastCheckInAt: at(-70) }, now),
    () => churnRisk({ account, subscriptions: [{ ...bought, status: 'canceled', canceledAt: at(-6) }] }, now),
    () => paymentPastDue({ account, subscription: { ...subscription, status: 'past_due' } }),
  ]
  return [{ raising: kinds[n % kinds.length]?.(), accountId: id, by }]
}

function aboutPerson(agency: CastAgency, { id, name }: CastAgency['people'][number], calendar: DemoCalendar): Noticed {
  const day = (n: number) => ({ on: calendar.date(n), capacityMinutes: 480, bookedMinutes: 540 + 30 * n })
  return {
    raising: capacityOverload({ person: { id, name }, days: [day(1), day(2)] }),
    personId: id,
    by: agency.people[0]?.id ?? '',
  }
}

/** Raised some days ago, and taken as far as its turn in the round has it. */
function story(
  { raising, by, ...about }: Noticed & { raising: Raising },
  n: number,
  calendar: DemoCalendar,
): Happening[] {
  const random = randomOf(`${raising.dedupeKey} story`)
  const id = `sig_${raising.dedupeKey.replaceAll(/^(\w+):\w+:/g, '$1_').slice(0, 60)}`
  const raised = -random.between(2, 9) * DAY + random.between(10, 400)
  const may = 'signal.update' as const
  const taken = (then: (tx: Tx) => Promise<unknown>): Happening => ({
    at: raised + random.between(40, 400),
    by,
    may,
    run: then,
  })
  const moved = (change: SignalStatusChange) => taken((tx) => updateSignalStatus(tx, id, change))
  const until = calendar.instant((3 + (n % 5)) * DAY).toISOString()
  const turns: (() => Happening[])[] = [
    () => [],
    () => [moved({ status: 'acknowledged' })],
    () => [moved({ status: 'snoozed', snoozedUntil: until })],
    () => [taken((tx) => updateSignal(tx, id, { assigneeId: by }))],
    () => [moved({ status: 'completed', resolution: 'Talked it through on the phone.' })],
    () => [],
    () => [moved({ status: 'dismissed', reason: 'Known, and agreed with the client.' })],
    () => [taken((tx) => resolveSignal(tx, raising.dedupeKey, 'It is no longer so.'))],
    () => [
      taken(async (tx) => {
        await updateSignalStatus(tx, id, { status: 'acknowledged' })
        await writeOnSignal(tx, id, { id: `msg_${id.slice(4)}`, body: 'I call them tomorrow morning.' })
      }),
    ],
  ]
  return [
    { at: raised, by, may, run: (tx) => raiseSignal(tx, { ...raising, ...about, id }) },
    ...(turns[n % turns.length]?.() ?? []),
  ]
}

/** What people noticed themselves. */
function byHand(projects: readonly PlannedProject[]): Happening[] {
  return projects
    .filter((_, n) => n % 7 === 3)
    .map(({ id, cast, accountManagerId }, n): Happening => ({
      at: -DAY - 60 + 7 * n,
      by: cast.managerId,
      may: 'signal.update',
      run: (tx) =>
        createSignal(tx, {
          id: `sig_asked_${cast.slug}`,
          projectId: id,
          title: `${cast.name}: they asked about next year`,
          note: 'Said in passing at the end of the call.',
          assigneeId: accountManagerId,
        }),
    }))
}
