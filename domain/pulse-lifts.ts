// What would lift a project's health: actions, and the facts as they would be after each. What is possible is found elsewhere.
import { z } from 'zod'
import { Thread } from './communication.ts'
import { Id, Percent, SaidShape } from './fields.ts'
import type { LoadedDay, PulseFacts, TaskTotals } from './pulse-facts.ts'
import { inEnglish, say, type Said } from './said.ts'

export const PulseAction = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('complete_task'), taskId: Id }),
    z.strictObject({ kind: z.literal('answer'), thread: Thread }),
    z.strictObject({ kind: z.literal('write_to_client') }),
    z.strictObject({ kind: z.literal('release_booking'), allocationId: Id }),
  ])
  .meta({ id: 'PulseAction', description: 'Something that can be done now.' })
export type PulseAction = z.infer<typeof PulseAction>

export const PulseLift = z
  .strictObject({
    action: PulseAction,
    says: z.string(),
    said: SaidShape,
    score: z.strictObject({ from: Percent, to: Percent }),
    change: z.int().min(1),
  })
  .meta({ id: 'PulseLift', description: 'What it would do to the score; pulse/preview confirms it.' })
export type PulseLift = z.infer<typeof PulseLift>

/** An action, in words, and the facts after it. */
export interface Option {
  action: PulseAction
  says: Said
  facts: PulseFacts
}

export const MOST_LIFTS = 3

/** The options that lift the score most, the greatest first; of equal ones the first. None where there is no score. */
export function bestLifts(
  facts: PulseFacts,
  options: readonly Option[],
  scoreOf: (facts: PulseFacts) => number | null,
): PulseLift[] {
  const from = scoreOf(facts)
  if (from === null) return []
  return options
    .flatMap(({ action, says, facts: after }) => {
      const to = scoreOf(after)
      return to === null || to <= from
        ? []
        : [{ action, says: inEnglish(says), said: says, score: { from, to }, change: to - from }]
    })
    .toSorted((a, b) => b.change - a.change)
    .slice(0, MOST_LIFTS)
}

/** What the client can see is of today. */
const shownToday = (facts: PulseFacts): Pick<PulseFacts, 'lastShown'> => ({
  lastShown: { on: facts.on, communicationId: '' },
})

/** The oldest thread that waits is answered. */
export function answering(facts: PulseFacts): Option[] {
  const { count, oldest } = facts.waiting
  const [first, ...others] = oldest
  if (!first) return []
  const waiting = { everAsked: true, count: count - 1, oldest: others }
  const hours = Math.floor(first.workingMinutes / 60)
  return [
    {
      action: { kind: 'answer', thread: first.thread },
      says:
        first.thread.type === 'request'
          ? say`Answer the oldest request of the client: it has waited ${hours} working hours.`
          : say`Answer the oldest message of the client: it has waited ${hours} working hours.`,
      facts: { ...facts, ...shownToday(facts), waiting },
    },
  ]
}

/** The client hears something, without being answered; nothing where the project's own thread waits, for that answers it. */
export function writing(facts: PulseFacts): Option[] {
  if (facts.waiting.oldest.some(({ thread }) => thread.type === 'project')) return []
  if (facts.waiting.count > facts.waiting.oldest.length) return []
  const says = facts.lastShown
    ? say`Write to the client: they have not heard anything since ${facts.lastShown.on}.`
    : say`Write to the client: they have not heard anything yet.`
  return [{ action: { kind: 'write_to_client' }, says, facts: { ...facts, ...shownToday(facts) } }]
}

/** A task is completed; `tasks` are the sums after that and all that follows for dates. */
export const completing = (facts: PulseFacts, task: { id: string; title: string }, tasks: TaskTotals): Option => ({
  action: { kind: 'complete_task', taskId: task.id },
  says: facts.tasks.overdueIds.includes(task.id)
    ? say`Complete “${task.title}”, which is overdue.`
    : say`Complete “${task.title}”.`,
  facts: { ...facts, tasks },
})

/** A booking is released; `peak` is the team's fullest day after that. */
export const releasing = (facts: PulseFacts, allocationId: string, peak: LoadedDay | null): Option => ({
  action: { kind: 'release_booking', allocationId },
  says: facts.peak
    ? say`Release or move what is booked on ${facts.peak.on}: it is more than that day holds.`
    : say`Release or move what is booked on the fullest day: it is more than that day holds.`,
  facts: { ...facts, peak },
})
