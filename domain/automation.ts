// What an administrator sees and changes of a rule: whether it is on, its thresholds, and what it did.
import { z } from 'zod'
import { SaidShape } from './fields.ts'

/** Thirty days. */
const MAX_COOL_DOWN_MINUTES = 43_200

const Settings = z.record(z.string().max(100), z.unknown())

export const RUN_OUTCOMES = ['done', 'failed'] as const

export const RuleRun = z
  .strictObject({
    id: z.string(),
    at: z.iso.datetime(),
    entryId: z.string().nullable().meta({ description: 'The entry it answered; null where it looked at everything.' }),
    subjectId: z.string(),
    outcome: z.enum(RUN_OUTCOMES),
    did: z.string(),
    error: z.string().nullable(),
  })
  .meta({ id: 'RuleRun' })
export type RuleRun = z.output<typeof RuleRun>

export const AutomationRule = z
  .strictObject({
    name: z.string(),
    says: z.string(),
    enabled: z.boolean(),
    settings: Settings,
    defaults: Settings,
    shape: z.record(z.string(), z.unknown()).meta({ description: 'A JSON Schema of the settings.' }),
    coolDownMinutes: z.int().meta({ description: 'So long a thing is left alone once the rule acted on it.' }),
    lastRun: RuleRun.nullable(),
    version: z.int(),
  })
  .meta({ id: 'AutomationRule' })
export type AutomationRule = z.output<typeof AutomationRule>

export const RuleChange = z.strictObject({
  enabled: z.boolean().optional(),
  settings: Settings.optional().meta({ description: 'Those named are set; null takes one back to its default.' }),
  coolDownMinutes: z.int().min(0).max(MAX_COOL_DOWN_MINUTES).optional(),
})
export type RuleChange = z.output<typeof RuleChange>

export const Rehearsal = z.strictObject({ settings: Settings.optional() })
export type Rehearsal = z.output<typeof Rehearsal>

export const Rehearsed = z.strictObject({
  data: z.array(
    z.strictObject({
      subjectId: z.string(),
      changes: z.array(
        z.strictObject({
          event: z.string(),
          sentence: z.string().meta({ description: 'What would happen, with the names as they are now.' }),
          said: SaidShape,
          entityType: z.string(),
          entityId: z.string(),
          changes: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  ),
  failures: z.array(z.string()).meta({ description: 'What would go wrong.' }),
})
export type Rehearsed = z.output<typeof Rehearsed>
