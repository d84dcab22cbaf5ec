// A rule that keeps one type of signal as its condition is: what all of them have in common.
import { z } from 'zod'
import type { SignalType } from '../../domain/signal.ts'
import { actOnWatched, findWatched, type SignalWatch, type WatchFound } from '../signals/signal-watch.ts'
import { watchedIn } from '../signals/watching.ts'
import type { Tuned } from '../signals/watches.ts'
import { rule, type Rule } from './rule.ts'

type Shape = Record<string, z.ZodType>
export type Listener = NonNullable<Rule['on']>[string]

interface SignalRule<S extends Shape> {
  says: string
  watch: (tuned: Tuned) => SignalWatch
  on: Record<string, Listener>
  thresholds: S
}

/** How long something that a person settled is left alone though it is still so. */
const coolDownDays = z
  .int()
  .min(1)
  .max(365)
  .default(30)
  .meta({ title: 'Raised again after', unit: 'days', description: 'Where somebody settled it and it is still so.' })

export const signalRule = <S extends Shape>({ says, watch, on, thresholds }: SignalRule<S>): Rule<WatchFound> =>
  rule<WatchFound, z.ZodObject<Shape>>({
    says,
    on,
    settings: z.object({ ...thresholds, coolDownDays }),
    find: (tx, settings, ids) => findWatched(tx, watch(settings as Tuned), ids),
    act: (tx, found, settings) => actOnWatched(tx, watch(settings as Tuned), found),
  })

/** `title` says what is counted; rules give it to each threshold, with its unit. */
export const days = (standard: number, title: string) =>
  z.int().min(1).max(730).default(standard).meta({ title, unit: 'days' })

/** Where an entry belongs, as the ids that a rule then looks at. */
export const itself: Listener = ({ entityId }) => [entityId]
export const itsProject: Listener = ({ projectId }) => (projectId === null ? [] : [projectId])
export const itsAccount: Listener = ({ accountId }) => (accountId === null ? [] : [accountId])
/** What is watched in the project that it happened to. */
export const watchedOn =
  (type: SignalType): Listener =>
  ({ projectId }, tx) =>
    watchedIn(tx, type, projectId)
/** All that is watched: for what is rare, and may be about any of it. */
export const allWatched =
  (type: SignalType): Listener =>
  (_, tx) =>
    watchedIn(tx, type)

export const onEvents = (listener: Listener, ...events: string[]): Record<string, Listener> =>
  Object.fromEntries(events.map((event) => [event, listener]))
