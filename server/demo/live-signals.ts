// What wants attention in the demo: what was so on the evening before, raised then and taken up, what has settled itself since it
// was, and what people noticed themselves.
import type { SignalStatusChange } from '../../domain/signal.ts'
import { clientSilent } from '../../domain/signal-conditions.ts'
import type { Tx } from '../platform/transaction.ts'
import { raiseSignal, resolveSignal } from '../signals/raise-signal.ts'
import { createSignal, updateSignal, updateSignalStatus } from '../signals/signal-operations.ts'
import { writeOnSignal } from '../signals/signal-thread.ts'
import type { CastAgency } from './cast-agency.ts'
import { DAY, type DemoCalendar } from './demo-calendar.ts'
import { randomOf } from './demo-random.ts'
import type { Happening } from './live-projects.ts'
import type { Noticed, Silence } from './noticed.ts'
import type { PlannedProject } from './plan-projects.ts'

/** When somebody looked: everything else had happened. */
export const LOOKED_AT = -24
/** So many of a type are raised; everybody is late with something. */
const MOST_OF_A_TYPE = 6

interface Scene {
  agency: CastAgency
  calendar: DemoCalendar
  projects: readonly PlannedProject[]
}

/** All signals and what became of them, in the order of time. */
export function signalsRaised(
  scene: Scene,
  { noticed, silences }: { noticed: readonly Noticed[]; silences: readonly Silence[] },
): Happening[] {
  const types = Map.groupBy(noticed, ({ raising }) => raising.type)
  const some = [...types.values()].flatMap((all) => {
    const step = Math.ceil(all.length / MOST_OF_A_TYPE)
    return all.filter((_, n) => n % step === 0)
  })
  return [
    ...silences.flatMap((silence) => settled(scene, silence)),
    ...byHand(scene.projects),
    ...some.flatMap((each, n) => story(scene, each, n)),
  ].toSorted((a, b) => a.at - b.at)
}

/** Who looks after it. */
function lookedAfterBy(
  { agency, projects }: Scene,
  { accountId, projectId }: Pick<Noticed, 'accountId' | 'projectId'>,
) {
  const project = projects.find(({ id }) => id === projectId)
  const account = agency.accounts.find(({ id }) => id === accountId)
  const parent = agency.accounts.find(({ id }) => id === account?.parentAccountId)
  const managers = [
    project?.cast.managerId,
    ...(account?.accountManagerIds ?? []),
    ...(parent?.accountManagerIds ?? []),
  ]
  return managers.find((id) => id !== undefined) ?? agency.people[0]?.id ?? ''
}

const idOf = (dedupeKey: string) => `sig_${dedupeKey.replaceAll(/^(\w+):\w+:/g, '$1_').slice(0, 60)}`
const may = 'signal.update' as const

/** A client who had said nothing for two weeks, until they did. */
function settled(scene: Scene, { account, lastHeardAt, heardOn, openProjects }: Silence): Happening[] {
  const { calendar } = scene
  const days = Array.from({ length: 60 }, (_, n) => n - 60)
  const raising = (day: number) => clientSilent({ account, lastHeardAt, openProjects }, calendar.instant(day * DAY + 1))
  const raisedDay = days.find((day) => raising(day) !== undefined)
  const resolvedDay = days.find((day) => calendar.date(day) === heardOn)
  if (raisedDay === undefined || resolvedDay === undefined || raisedDay >= resolvedDay) return []
  const raised = raising(raisedDay)
  if (!raised) return []
  const by = lookedAfterBy(scene, { accountId: account.id })
  const id = `${idOf(raised.dedupeKey)}_${heardOn}`
  return [
    { at: raisedDay * DAY + 1, by, may, run: (tx) => raiseSignal(tx, { ...raised, accountId: account.id, id }) },
    { at: resolvedDay * DAY + 475, by, may, run: (tx) => resolveSignal(tx, raised.dedupeKey, 'They wrote again.') },
  ]
}

/** Raised that evening, and taken as far as its turn in the round has it. */
function story(scene: Scene, { raising, ...about }: Noticed, n: number): Happening[] {
  const { calendar } = scene
  const by = lookedAfterBy(scene, about)
  const random = randomOf(`${raising.dedupeKey} story`)
  const id = idOf(raising.dedupeKey)
  const raised = LOOKED_AT + (n % 8)
  const taken = (then: (tx: Tx) => Promise<unknown>): Happening => ({
    at: raised + random.between(2, 14),
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
  const running = projects.filter(
    ({ cast }) => ['active', 'onboarding'].includes(cast.status) && cast.deletedDay === undefined,
  )
  const beginning = running.filter(({ cast }) => cast.status === 'onboarding')
  const said = running.filter((_, n) => n % 7 === 3)
  const asks = ({ id, cast, accountManagerId }: PlannedProject, n: number, of: object): Happening => ({
    at: -DAY - 60 + 7 * n,
    by: cast.managerId,
    may,
    run: (tx) => createSignal(tx, { projectId: id, title: cast.name, assigneeId: accountManagerId, ...of }),
  })
  return [
    ...said.map((project, n) =>
      asks(project, n, {
        id: `sig_asked_${project.cast.slug}`,
        title: `${project.cast.name}: they asked about next year`,
        note: 'Said in passing at the end of the call.',
      }),
    ),
    ...beginning.slice(0, 2).map((project, n) =>
      asks(project, n, {
        id: `sig_stalled_${project.cast.slug}`,
        type: 'onboarding_stalled',
        title: `${project.cast.name}: nothing moves until we have the log-ins`,
        note: 'Promised twice. Somebody has to call.',
      }),
    ),
  ]
}
