// The second step of signing in: a code of the app that was not used yet, or a recovery code, each good once.
import { sql } from 'kysely'
import type { Seal } from '../platform/seal.ts'
import type { Tx } from '../platform/transaction.ts'
import { hashSecret } from './authenticate.ts'
import { isCodeAt, stepAt } from './time-code.ts'

export interface Kept {
  sealed: Buffer
  lastStep: number
}

export const ownerOf = (tx: Tx, personId = tx.actor.id) => `${tx.actor.organizationId} ${personId}`
export const ofPerson = (tx: Tx, personId = tx.actor.id) =>
  sql`organization_id = ${tx.actor.organizationId} and person_id = ${personId}`

/** Holds one's own to the end of the transaction, so that a code is taken once. */
export const holdFactor = (tx: Tx): Promise<Kept | undefined> =>
  tx.first<Kept>(sql`select sealed_secret as sealed, last_step::float8 as "lastStep"
    from second_factors where ${ofPerson(tx)} for update`)

export type SecondStep = 'passed' | 'needed' | 'wrong'

/** Whether the actor, whose password was right, may come in: no second factor, or a code of it that was not used yet. */
export async function takeSecondStep(tx: Tx, seal: Seal, code: string | undefined): Promise<SecondStep> {
  const kept = await holdFactor(tx)
  if (!kept) return 'passed'
  if (code === undefined) return 'needed'
  const typed = asTyped(code)
  if (typed.length === 6) return takeTimeCode(tx, seal, kept, typed) ? 'passed' : 'wrong'
  const used = await tx.first<{ used: boolean }>(
    sql`select use_recovery_code(${tx.actor.id}, ${hashSecret(typed)}) as used`,
  )
  return used?.used ? 'passed' : 'wrong'
}

export function takeTimeCode(tx: Tx, seal: Seal, { sealed, lastStep }: Kept, code: string): boolean {
  const step = stepAt(tx.now)
  if (step <= lastStep || !isCodeAt(seal.open(sealed, ownerOf(tx)), step, code)) return false
  tx.send(sql`update second_factors set last_step = ${step} where ${ofPerson(tx)}`)
  return true
}

export const asTyped = (code: string) => code.replaceAll(/[\s-]/g, '').toUpperCase()
