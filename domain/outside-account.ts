// What an account system outside says of an account, what of it is that system's to say, and what a word that comes late,
// or again, is worth. How it says it, by HTTP or as a file, is not here.
import { z } from 'zod'
import type { Account } from './account.ts'
import { Email, InstantInput, line, Timezone } from './fields.ts'

/** Of an account that is kept in step, these fields are the outside system's; all others are ours. */
export const OWNED_OUTSIDE = ['name', 'status', 'contacts'] as const

const optional = <T extends z.ZodType>(it: T) => it.nullish().transform((value) => value ?? undefined)
const Contact = z
  .object({ name: line(200), email: optional(Email), phone: optional(line(50)), role: optional(line(100)) })
  .transform((contact) => JSON.parse(JSON.stringify(contact)) as Account['contacts'][number])

const isOrder = (version: number | string) => Number.isSafeInteger(orderOf(version)) && orderOf(version) >= 0

/** Unknown fields are left aside: other systems add what they like. */
export const OutsideAccount = z.object({
  externalId: line(200),
  version: z
    .union([z.int(), InstantInput], 'is a whole number or an RFC 3339 instant')
    .refine(isOrder, 'is not negative, and not beyond what can be counted')
    .meta({ description: 'Grows with each change outside.' }),
  name: line(200),
  status: z.enum(['active', 'archived']),
  contacts: z.array(Contact).max(100),
  parentExternalId: optional(line(200)),
  timezone: optional(Timezone),
})
export type OutsideAccount = z.output<typeof OutsideAccount>

/** A version as a number to compare by; instants by the microsecond. */
export function orderOf(version: number | string): number {
  if (typeof version === 'number') return version
  const fraction = /\.(\d+)/.exec(version)?.[1] ?? ''
  return Date.parse(version.replace(/\.\d+/, '')) * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6))
}

/** What was said of an account: all that a system knows, or as much as a file has columns for. */
export type Said = Partial<
  Pick<OutsideAccount, 'externalId' | 'status' | 'contacts' | 'parentExternalId' | 'timezone'>
> & {
  name: string
  /** To compare by; what has none is news only where the account is not here yet. */
  order?: number
}

export interface Heard {
  outsideVersion: number
  outsideStatus: 'active' | 'archived'
  name: string
  contacts: Account['contacts']
}

/** What a word is worth beside the last one heard. `conflict`: the same version says something else now. */
export function worthOf(heard: Heard, said: Said & { order: number }): 'newer' | 'same' | 'older' | 'conflict' {
  if (said.order !== heard.outsideVersion) return said.order > heard.outsideVersion ? 'newer' : 'older'
  const { name, outsideStatus, contacts } = heard
  return isSame(said, { name, status: outsideStatus, contacts }) ? 'same' : 'conflict'
}

/** Whether one says nothing else than the other of what is the system's to say. */
export const isSame = (said: Said, other: Said): boolean =>
  OWNED_OUTSIDE.every(
    (field) =>
      said[field] === undefined ||
      other[field] === undefined ||
      JSON.stringify(said[field]) === JSON.stringify(other[field]),
  )
