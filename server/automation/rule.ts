// What a rule is: one file of rules/, which says when it looks, what it finds, and what it then does about each.
import type { z } from 'zod'
import type { LogEntry } from '../activity/log-entries.ts'
import type { Tx } from '../platform/transaction.ts'

/** Something a rule has to act on. */
export interface Found {
  id: string
  /** The entry it follows from, where the rule knows better than the one it answers. */
  causeId?: string | null
}

/** A rule's thresholds, as an organisation may tune them. */
export type SettingsShape = z.ZodObject<Record<string, z.ZodType>>

export interface Rule<F extends Found = Found, S extends SettingsShape = SettingsShape> {
  /** One sentence: what the automation page, the documents and the activity show. */
  says: string
  /**
   * The events after which it looks, each with the ids that it then looks at. An event is what makes it prompt; what is due
   * by time alone, and whatever was missed, is found by the look at everything every few minutes.
   */
  on?: Record<string, (entry: LogEntry, tx: Tx) => readonly string[] | Promise<readonly string[]>>
  /** Each threshold with its default. */
  settings: S
  /** Whether an organisation that said nothing has it; true where it says nothing. */
  onByDefault?: boolean
  /** So long a thing is left alone once it was acted on, where the organisation says nothing else; 0 where it says nothing. */
  coolDownMinutes?: number
  /**
   * What there is to do now: only among `ids` where they are given, else everywhere, by an index and at most some hundreds.
   * Once `act` is done with something, it is not found any more: so a rule that runs twice does its work once.
   */
  find(tx: Tx, settings: z.output<S>, ids: readonly string[] | undefined): Promise<F[]>
  /** Does it for one, in a transaction of its own, by the operations that people use. What `find` found is still so. */
  act(tx: Tx, found: F, settings: z.output<S>): Promise<void>
}

/** Names the types of a rule, so that `find`, `act` and the settings agree. */
export const rule = <F extends Found, S extends SettingsShape>(definition: Rule<F, S>): Rule<F, S> => definition

/** A rule with the name of its file. */
export type NamedRule = Rule & { name: string }
