// The agency's clients.
import { z } from 'zod'
import { Email, Id, idList, Instant, line, Locale, Timezone } from './fields.ts'

const Contact = z.strictObject({
  name: line(200),
  email: Email.nullable().optional(),
  phone: line(50).nullable().optional(),
  role: line(100).nullable().optional(),
})
const fields = {
  name: line(200),
  status: z.enum(['active', 'archived']),
  parentAccountId: Id.nullable().meta({ description: 'One level: a parent has no parent.' }),
  externalId: line(200).nullable(),
  stripeCustomerId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,255}$/, 'is a customer’s id of Stripe, such as cus_Nffrf1')
    .nullable()
    .meta({ description: 'Who they are at Stripe: what that customer buys and pays is theirs.' }),
  timezone: Timezone.nullable(),
  locale: z
    .union([Locale, z.null()])
    .meta({ description: 'What their people are written in, as de-AT; null as ours.' }),
  contacts: z.array(Contact).max(100),
  accountManagerIds: idList(50),
}

export const Account = z
  .strictObject({
    id: Id,
    ...fields,
    outsideStatus: fields.status.nullable().meta({
      description: 'As the account system outside has it; null where the account is not kept in step with one.',
    }),
    lastSyncedAt: Instant.nullable().meta({ description: 'When the system outside said last how it is.' }),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof Account>

export const NewAccount = z
  .strictObject({ id: Id, ...fields })
  .partial()
  .required({ name: true })
  .meta({ id: 'NewAccount' })
export type NewAccount = z.infer<typeof NewAccount>

export const AccountChange = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names at least one field to change')
  .meta({ id: 'AccountChange' })
export type AccountChange = z.infer<typeof AccountChange>
