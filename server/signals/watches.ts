// The signals that a rule keeps each: what each looks at, and what it makes of it.
import { sql, type RawBuilder } from 'kysely'
import {
  capacityOverload,
  churnRisk,
  clientSilent,
  DEFAULT_THRESHOLDS,
  inactiveRequest,
  onboardingStalled,
  paymentPastDue,
  quarterlyCheckIn,
  scheduleSlip,
  type Thresholds,
} from '../../domain/signal-conditions.ts'
import { budgetBurn } from '../../domain/work-conditions.ts'
import type { Tx } from '../platform/transaction.ts'
import { accountFacts, goesOn, paymentFacts, type AccountFacts } from './account-facts.ts'
import { overloadFacts } from './overload-facts.ts'
import { projectFacts, withLateness, type ProjectFacts } from './project-facts.ts'
import { requestFacts } from './request-facts.ts'
import type { Judged, SignalWatch } from './signal-watch.ts'
import { officeDays } from './work-calendar.ts'

/** As an organisation has tuned a rule; the rest is as it is everywhere. */
export type Tuned = Partial<Thresholds> & { coolDownDays: number }
type Watch = (tuned: Tuned) => SignalWatch

const DAY_MS = 24 * 3_600_000
const of = (tx: Tx) => tx.actor.organizationId
/** The first of so many days after an instant that is still to come. */
const ripens = (since: string, now: Date, ...days: number[]): Date | null =>
  days.map((each) => new Date(Date.parse(since) + each * DAY_MS)).find((at) => at > now) ?? null

const accounts = async (
  tx: Tx,
  ids: readonly string[],
  judge: (facts: AccountFacts) => Omit<Judged, 'id' | 'about'>[],
) =>
  (await tx.rows(accountFacts(of(tx), sql`a.id = any(${ids})`))).flatMap((facts): Judged[] => {
    const { id } = facts.account
    return judge(facts).map((each) => ({ id, about: { accountId: id }, ...each }))
  })
const activeAccounts = (tx: Tx) =>
  sql`select a.id from accounts a where a.organization_id = ${of(tx)} and a.status = 'active'`

export const churn: Watch = (tuned) => {
  const thresholds = { ...DEFAULT_THRESHOLDS, ...tuned }
  const { churnDays } = thresholds
  const since = (tx: Tx) => new Date(tx.now.getTime() - churnDays * DAY_MS)
  return {
    type: 'churn_risk',
    subject: 'account',
    coolDownDays: tuned.coolDownDays,
    cleared: 'What they cancelled is no longer that much of what they pay.',
    subjects: (tx) => sql`select distinct b.account_id as id from subscriptions b
      where b.organization_id = ${of(tx)} and b.canceled_at >= ${since(tx)}`,
    judge: (tx, ids) =>
      accounts(tx, ids, (facts) => {
        const lately = facts.subscriptions.flatMap(({ canceledAt }) =>
          canceledAt !== null && Date.parse(canceledAt) >= since(tx).getTime() ? [canceledAt] : [],
        )
        const [first] = lately.toSorted()
        if (first === undefined) return []
        // By then the first of them is so long ago that it does not count.
        const ripensAt = new Date(Date.parse(first) + churnDays * DAY_MS + 1)
        return [{ raising: churnRisk(facts, tx.now, thresholds), episode: '', ripensAt }]
      }),
  }
}

export const silence: Watch = (tuned) => {
  const thresholds = { ...DEFAULT_THRESHOLDS, ...tuned }
  const { clientSilentDays: days } = thresholds
  return {
    type: 'client_silent',
    subject: 'account',
    coolDownDays: tuned.coolDownDays,
    cleared: 'They wrote again, or nothing of theirs goes on.',
    subjects: (tx) => sql`${activeAccounts(tx)} and exists (select 1 from projects p
      where p.organization_id = a.organization_id and p.account_id = a.id and ${goesOn})`,
    judge: (tx, ids) =>
      accounts(tx, ids, (facts) => {
        const { lastHeardAt: episode, openProjects } = facts
        if (openProjects === 0) return []
        const ripensAt = ripens(episode, tx.now, days, 2 * days)
        return [{ raising: clientSilent(facts, tx.now, thresholds), episode, ripensAt }]
      }),
  }
}

export const checkIns: Watch = (tuned) => {
  const thresholds = { ...DEFAULT_THRESHOLDS, ...tuned }
  return {
    type: 'quarterly_check_in',
    subject: 'account',
    coolDownDays: tuned.coolDownDays,
    cleared: 'Somebody spoke to them, or they are archived.',
    subjects: activeAccounts,
    judge: (tx, ids) =>
      accounts(tx, ids, (facts) => {
        const episode = facts.lastCheckInAt
        const ripensAt = ripens(episode, tx.now, thresholds.checkInDays)
        return [{ raising: quarterlyCheckIn(facts, tx.now, thresholds), episode, ripensAt }]
      }),
  }
}

export const payments: Watch = ({ coolDownDays }) => ({
  type: 'payment_past_due',
  subject: 'subscription',
  coolDownDays,
  cleared: 'It is paid, or nothing is to be paid any more.',
  subjects: (
    tx,
  ) => sql`select b.id from subscriptions b join accounts a on a.organization_id = b.organization_id and a.id = b.account_id
    where b.organization_id = ${of(tx)} and b.status in ('past_due', 'unpaid') and a.status = 'active'`,
  judge: async (tx, ids) =>
    (await tx.rows(paymentFacts(of(tx), sql`b.id = any(${ids})`))).map((facts) => ({
      id: facts.subscription.id,
      about: { accountId: facts.account.id },
      raising: paymentPastDue(facts),
      episode: facts.subscription.currentPeriodStart ?? '',
    })),
})

export const inactivity: Watch = (tuned) => {
  const thresholds = { ...DEFAULT_THRESHOLDS, ...tuned }
  const { inactiveRequestDays: days } = thresholds
  return {
    type: 'inactive_request',
    subject: 'request',
    coolDownDays: tuned.coolDownDays,
    cleared: 'Something was said, or it is closed or held.',
    subjects: (
      tx,
    ) => sql`select q.id from requests q join projects p on p.organization_id = q.organization_id and p.id = q.project_id
      where q.organization_id = ${of(tx)} and q.closed_at is null and ${goesOn}`,
    judge: async (tx, ids) =>
      (await tx.rows(requestFacts(of(tx), sql`q.id = any(${ids})`))).map((facts) => ({
        id: facts.request.id,
        about: { projectId: facts.projectId },
        raising: inactiveRequest(facts, tx.now, thresholds),
        episode: facts.lastMessageAt,
        ripensAt: ripens(facts.lastMessageAt, tx.now, days, 2 * days),
      })),
  }
}

export const overload: Watch = ({ coolDownDays }) => ({
  type: 'capacity_overload',
  subject: 'person',
  coolDownDays,
  cleared: 'None of their days holds more than it has room for.',
  subjects: (tx) => sql`select distinct d.person_id as id from person_days d
    where d.organization_id = ${of(tx)} and d."on" >= ${tx.today}::date and d.overbook_minutes > 0`,
  judge: async (tx, ids) =>
    (await tx.rows(overloadFacts(of(tx), tx.today, sql`d.person_id = any(${ids})`))).map((facts) => ({
      id: facts.person.id,
      about: { personId: facts.person.id },
      raising: capacityOverload(facts),
      episode: '',
    })),
})

type OfProject = (facts: ProjectFacts, tx: Tx) => Omit<Judged, 'id' | 'about'>

function ofProjects(
  watch: Omit<SignalWatch, 'subject' | 'subjects' | 'judge'>,
  which: RawBuilder<unknown>,
  judge: OfProject,
): SignalWatch {
  return {
    ...watch,
    subject: 'project',
    subjects: (tx) => sql`select p.id from projects p where p.organization_id = ${of(tx)} and ${goesOn} and ${which}`,
    judge: async (tx, ids) => {
      const [office] = await tx.rows(officeDays(of(tx)))
      const rows = await tx.rows(projectFacts(of(tx), sql`p.id = any(${ids}) and ${which}`))
      return rows.map((row) => {
        const facts = office ? withLateness(office, row) : { ...row, workingDaysLate: 0 }
        const { id } = facts.project
        return { id, about: { projectId: id }, ...judge(facts, tx) }
      })
    },
  }
}

export const stalledOnboarding: Watch = ({ coolDownDays, ...tuned }) => {
  const thresholds = { ...DEFAULT_THRESHOLDS, ...tuned }
  const { onboardingStalledDays: days } = thresholds
  const cleared = 'The onboarding went on, or the project is held or closed.'
  return ofProjects(
    { type: 'onboarding_stalled', coolDownDays, cleared },
    sql`p.status = 'onboarding'`,
    (facts, { now }) => ({
      raising: onboardingStalled(facts, now, thresholds),
      episode: facts.lastStepAt,
      ripensAt: ripens(facts.lastStepAt, now, days, 2 * days),
    }),
  )
}

export const slip: Watch = ({ coolDownDays, ...tuned }) => {
  const cleared = 'The plan ends in time again, or the project is held or closed.'
  return ofProjects({ type: 'schedule_slip', coolDownDays, cleared }, sql`p.due_on is not null`, (facts) => ({
    raising: scheduleSlip(facts, { ...DEFAULT_THRESHOLDS, ...tuned }),
    episode: facts.dueOn ?? '',
  }))
}

export const budget: Watch = ({ coolDownDays, ...tuned }) => {
  const cleared = 'The work caught up with the budget, or the project is held or closed.'
  return ofProjects({ type: 'budget_burn', coolDownDays, cleared }, sql`p.budget_minutes > 0`, (facts) => ({
    raising: budgetBurn(facts, { ...DEFAULT_THRESHOLDS, ...tuned }),
    episode: `${facts.budgetMinutes}`,
  }))
}
