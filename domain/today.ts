// What needs somebody now: of each kind the most pressing ones, and how many there are in all.
import { z } from 'zod'
import { CivilDate, Id, Instant, Percent, Priority } from './fields.ts'
import { BANDS } from './project.ts'
import { REQUEST_STATUSES } from './request-life.ts'
import { REQUEST_TYPES } from './request.ts'
import { Signal, type SignalType } from './signal.ts'
import { BLOCKED_REASONS, TASK_STATUSES } from './task.ts'

/** Of each kind so many are told one by one, unless more are asked for. */
export const SHOWN_AT_FIRST = 8
export const MOST_SHOWN = 100
/** Nobody works off more in a day: beyond it there are just more. */
export const MOST_COUNTED = 1_000
/** How far ahead people's days are looked at, and how far back health. */
export const DAYS_AHEAD = 14
export const DAYS_BACK = 7

/** Signals that say what Today says by itself, of the thing they are about. */
export const TOLD_BY_THEMSELVES: readonly SignalType[] = ['task_overdue', 'request_overdue']

const some = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    data: z.array(item).max(MOST_SHOWN).meta({ description: 'The most pressing ones.' }),
    total: z.int(),
    totalIsAtLeast: z
      .literal(true)
      .optional()
      .meta({ description: 'There are more than `total`, which stops counting.' }),
  })
const Named = z.strictObject({ id: Id, name: z.string() })

/** escalated: it has climbed as far as the caller. due: the caller’s own, today. Each task is told once, as the first of these. */
export const TODAY_KINDS = ['escalated', 'blocked', 'overdue', 'due'] as const
export type TodayKind = (typeof TODAY_KINDS)[number]

export const TodayTask = z
  .strictObject({
    id: Id,
    projectId: Id,
    projectName: z.string(),
    title: z.string(),
    status: z.enum(TASK_STATUSES),
    statusBeforeBlock: z.enum(TASK_STATUSES).nullable().meta({ description: 'Where a blocked one goes back to.' }),
    blockedReason: z.enum(BLOCKED_REASONS).nullable(),
    blockedSince: Instant.nullable(),
    priority: Priority,
    progress: Percent,
    dueOn: CivilDate.nullable(),
    assignees: z.array(Named),
    mine: z.boolean().meta({ description: 'The caller is assigned to it.' }),
    assignable: z.boolean().meta({ description: 'The caller may assign it.' }),
  })
  .meta({ id: 'TodayTask' })
export type TodayTask = z.infer<typeof TodayTask>

export const TodayRequest = z
  .strictObject({
    id: Id,
    projectId: Id,
    projectName: z.string(),
    accountName: z.string(),
    title: z.string(),
    type: z.enum(REQUEST_TYPES),
    priority: Priority,
    status: z.enum(REQUEST_STATUSES),
    promised: z.enum(['answer', 'resolution']).meta({ description: 'Which of the two times is told.' }),
    dueAt: Instant,
    overdue: z.boolean(),
    assignee: Named.nullable(),
    changeable: z.boolean().meta({ description: 'The caller may take it up and answer it.' }),
  })
  .meta({ id: 'TodayRequest' })
export type TodayRequest = z.infer<typeof TodayRequest>

export const TodayOverload = z
  .strictObject({
    person: Named,
    days: z.array(z.strictObject({ on: CivilDate, capacityMinutes: z.int(), bookedMinutes: z.int() })),
  })
  .meta({ id: 'TodayOverload' })
export type TodayOverload = z.infer<typeof TodayOverload>

const band = z.enum(BANDS)
export const TodayHealth = z
  .strictObject({
    projectId: Id,
    name: z.string(),
    from: z.strictObject({ score: Percent.nullable(), band }),
    to: z.strictObject({ score: Percent.nullable(), band }),
    worst: z.string().nullable().meta({ description: 'The metric that is lowest.' }),
  })
  .meta({ id: 'TodayHealth' })
export type TodayHealth = z.infer<typeof TodayHealth>

export const Today = z
  .strictObject({
    on: CivilDate,
    tasks: z.strictObject({
      escalated: some(TodayTask),
      blocked: some(TodayTask),
      overdue: some(TodayTask),
      due: some(TodayTask),
    }),
    requests: some(TodayRequest).meta({ description: 'Past their time, or to be answered within a day.' }),
    signals: some(Signal).meta({ description: 'Open ones, without those that other lists here tell of.' }),
    overloads: some(TodayOverload).meta({ description: 'People whose days hold too much, in the next two weeks.' }),
    health: some(TodayHealth).meta({ description: 'Projects that are in another band than a week ago.' }),
  })
  .meta({ id: 'Today', description: 'What needs the caller now, as far as each of their rights reaches.' })
export type Today = z.infer<typeof Today>
