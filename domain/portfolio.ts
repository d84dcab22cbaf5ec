// A client as a whole: how all their projects do, seen together with parent and children, and what is done to all of them at once.
import { z } from 'zod'
import { Account } from './account.ts'
import { CivilDate, Currency, Id, Instant, line, Minor, Percent } from './fields.ts'
import { SuspendedPerson } from './person.ts'
import { BANDS, PROJECT_STATUSES } from './project.ts'

const counts = <const Names extends readonly string[]>(names: Names) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, z.int()])) as Record<Names[number], z.ZodInt>)

export const PortfolioFigures = z
  .strictObject({
    projects: counts(PROJECT_STATUSES),
    bands: counts(BANDS).meta({ description: 'Of the projects that are open.' }),
    worst: z
      .strictObject({ projectId: Id, name: z.string(), score: Percent, band: z.enum(BANDS) })
      .nullable()
      .meta({ description: 'The open project whose health is lowest.' }),
    overdueTasks: z.int(),
    openRequests: z.int(),
    overdueRequests: z.int(),
    openSignals: z.int(),
    liveSubscriptions: z.int(),
    monthlyValue: z
      .array(z.strictObject({ currency: Currency, minor: Minor }))
      .meta({ description: 'Of live subscriptions, each currency by itself.' }),
    billed: z
      .array(z.strictObject({ currency: Currency, minor: z.int() }))
      .meta({ description: 'All that was charged less what was credited, each currency by itself.' }),
    lastClientMessageAt: Instant.nullable(),
    nextMilestones: z
      .array(z.strictObject({ projectId: Id, title: z.string(), dueOn: CivilDate }))
      .meta({ description: 'The next five that are open, of tasks that the caller may see.' }),
  })
  .meta({ id: 'PortfolioFigures' })
export type PortfolioFigures = z.infer<typeof PortfolioFigures>

const Member = z.strictObject({ id: Id, name: z.string(), status: z.enum(['active', 'archived']) })
export const AccountOverview = z
  .strictObject({
    account: Account,
    parent: Member.nullable().meta({ description: 'Where it has one that the caller may see.' }),
    children: z.array(Member),
    accounts: z
      .array(z.strictObject({ ...Member.shape, figures: PortfolioFigures }))
      .meta({ description: 'The account, its parent and its children, each by itself.' }),
    total: PortfolioFigures.meta({ description: 'Of all of them together.' }),
  })
  .meta({ id: 'AccountOverview' })
export type AccountOverview = z.infer<typeof AccountOverview>

/** At most this many accounts are shown with figures, and this many milestones of each and in all. */
export const MOST_ACCOUNTS = 200
export const MOST_MILESTONES = 5

/** The figures of several accounts as those of one. */
export function totalOf(all: readonly PortfolioFigures[]): PortfolioFigures {
  const sum = (of: (figures: PortfolioFigures) => number) => all.reduce((total, figures) => total + of(figures), 0)
  return {
    projects: summed(PROJECT_STATUSES, (status) => sum(({ projects }) => projects[status])),
    bands: summed(BANDS, (band) => sum(({ bands }) => bands[band])),
    worst: all.flatMap(({ worst }) => worst ?? []).toSorted((a, b) => a.score - b.score)[0] ?? null,
    overdueTasks: sum(({ overdueTasks }) => overdueTasks),
    openRequests: sum(({ openRequests }) => openRequests),
    overdueRequests: sum(({ overdueRequests }) => overdueRequests),
    openSignals: sum(({ openSignals }) => openSignals),
    liveSubscriptions: sum(({ liveSubscriptions }) => liveSubscriptions),
    monthlyValue: summedByCurrency(all.flatMap(({ monthlyValue }) => monthlyValue)),
    billed: summedByCurrency(all.flatMap(({ billed }) => billed)),
    lastClientMessageAt:
      all
        .flatMap(({ lastClientMessageAt }) => lastClientMessageAt ?? [])
        .toSorted()
        .at(-1) ?? null,
    nextMilestones: all
      .flatMap(({ nextMilestones }) => nextMilestones)
      .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
      .slice(0, MOST_MILESTONES),
  }
}

function summedByCurrency(all: readonly { currency: string; minor: number }[]): { currency: string; minor: number }[] {
  const sums = new Map<string, number>()
  for (const { currency, minor } of all) sums.set(currency, (sums.get(currency) ?? 0) + minor)
  return [...sums]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, minor]) => ({ currency, minor }))
}

const summed = <Name extends string>(names: readonly Name[], of: (name: Name) => number) =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, number>

const Reason = line(1000)
const steps = {
  hold: z.strictObject({ reason: Reason, until: CivilDate.optional() }),
  resume: z.strictObject({}),
  move: z.strictObject({
    byDays: z
      .int()
      .min(-250)
      .max(250)
      .refine((days) => days !== 0, 'is not 0')
      .meta({ description: 'Working days; negative is earlier, never before today.' }),
    reason: Reason.optional(),
  }),
}

/** What is done to all open projects of a client at once. */
export const ProjectsStep = z
  .strictObject({
    ...steps,
    includeChildren: z.boolean().meta({ description: 'Those of its child accounts too.' }),
  })
  .partial()
  .refine(
    (step) => Object.keys(steps).filter((name) => name in step).length === 1,
    'names exactly one of hold, resume and move',
  )
  .meta({ id: 'ProjectsStep' })
export type ProjectsStep = z.infer<typeof ProjectsStep>

const State = z.strictObject({
  status: z.enum(PROJECT_STATUSES),
  holdUntil: CivilDate.nullable(),
  startOn: CivilDate.nullable(),
  dueOn: CivilDate.nullable(),
  finishOn: CivilDate.nullable().meta({ description: 'The last day of its tasks, as planned.' }),
})
export type ProjectState = z.infer<typeof State>

export const SteppedProjects = z
  .strictObject({
    accountId: Id,
    projects: z.array(z.strictObject({ id: Id, name: z.string(), accountId: Id, from: State, to: State })),
    skipped: z.array(z.strictObject({ id: Id, name: z.string(), accountId: Id, why: z.string() })),
    kept: z.array(Id).meta({
      description:
        'Tasks that have not begun and stay where they are: a deadline of theirs leaves no room to say from when.',
    }),
  })
  .meta({ id: 'SteppedProjects' })
export type SteppedProjects = z.infer<typeof SteppedProjects>

const some = (description: string) =>
  z.strictObject({ count: z.int(), ids: z.array(Id) }).meta({ description: `${description}; a hundred of them by id.` })

export const HandOver = z.strictObject({ to: Id }).meta({ id: 'HandOver' })
export const HandedOver = z
  .strictObject({
    personId: Id,
    to: Id,
    accounts: some('Clients that are looked after by the other from now on'),
    requests: some('Open requests that went over'),
    signals: some('Open signals that went over'),
  })
  .meta({ id: 'HandedOver' })
export type HandedOver = z.infer<typeof HandedOver>

export const Leaving = z
  .strictObject({ handOverTo: Id.meta({ description: 'Who looks after their clients, requests and signals.' }) })
  .partial()
  .meta({ id: 'Leaving' })
export type Leaving = z.infer<typeof Leaving>

export const LeftPerson = SuspendedPerson.extend({
  handedOver: HandedOver.nullable(),
  accountsWithoutManager: some('Clients whom nobody active looks after any more'),
  openRequests: some('Open requests still assigned to them'),
  openSignals: some('Open signals still assigned to them'),
}).meta({ id: 'LeftPerson' })
export type LeftPerson = z.infer<typeof LeftPerson>
