// The second factor: an app whose codes follow from a secret and the time; recovery codes for when it is lost.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { invalidField } from '../../domain/problems.ts'
import type { NewSecondFactor, RecoveryCodes, SecondFactor, SecondFactorConfirmation } from '../../domain/sign-in.ts'
import { sendMail } from '../platform/mail.ts'
import { insertRow } from '../platform/rows.ts'
import type { Seal } from '../platform/seal.ts'
import type { Tx } from '../platform/transaction.ts'
import { secondFactorMail } from './access-mails.ts'
import { hashSecret } from './authenticate.ts'
import { speechFor } from './reader-speech.ts'
import { requireFresh } from './require-fresh.ts'
import { endSessions } from './session-operations.ts'
import { asTyped, ofPerson, ownerOf } from './second-step.ts'
import { appAddress, base32, isCodeAt, newTimeSecret, stepAt } from './time-code.ts'

const RECOVERY_CODES = 10
/** 120 bits: as good as any secret of ours, so a plain hash will do. */
const RECOVERY_BYTES = 15

export async function getSecondFactor(tx: Tx): Promise<SecondFactor> {
  const found = await tx.first<SecondFactor>(sql`select
    (select instant(confirmed_at) from second_factors where ${ofPerson(tx)}) as "confirmedAt",
    coalesce((o.settings->>'secondFactorRequired')::boolean, false) as required,
    count_recovery_codes(${tx.actor.id}) as "recoveryCodesLeft"
    from organizations o where o.id = ${tx.actor.organizationId}`)
  return found ?? { confirmedAt: null, required: false, recoveryCodesLeft: 0 }
}

/** So long there is to bring the secret into an app and to show a code of it. */
const DRAFT_MS = 15 * 60_000

/** Makes a secret for an app. Nothing is kept of it here: it counts from when it is confirmed with a code, by the same person. */
export async function draftSecondFactor(tx: Tx, seal: Seal): Promise<NewSecondFactor> {
  requireFresh(tx)
  const person = await tx.first<{ email: string }>(sql`select email from people
    where organization_id = ${tx.actor.organizationId} and id = ${tx.actor.id}`)
  const secret = newTimeSecret()
  return {
    secret: base32(secret),
    address: appAddress(secret, person?.email ?? ''),
    draft: draftOf(seal, ownerOf(tx), secret, tx.now),
  }
}

/** The secret on its way back, which nobody but this server can make, and which is good for its person and for a while. */
export function draftOf(seal: Seal, owner: string, secret: Buffer, now: Date): string {
  const until = Buffer.alloc(8)
  until.writeBigUInt64BE(BigInt(now.getTime() + DRAFT_MS))
  return seal.close(Buffer.concat([until, secret]), `draft ${owner}`).toString('base64url')
}

function secretIn(seal: Seal, owner: string, draft: string, now: Date): Buffer {
  const refused = invalidField('/draft', 'draft', 'is none of yours, or too old: start again')
  let opened: Buffer
  try {
    opened = seal.open(Buffer.from(draft, 'base64url'), `draft ${owner}`)
  } catch {
    throw refused
  }
  if (Number(opened.readBigUInt64BE()) < now.getTime()) throw refused
  return opened.subarray(8)
}

/**
 * Confirms it with a code of the app: from now on signing in asks for one, in place of the one before if there was one. Other
 * sessions end.
 */
export async function setSecondFactor(
  tx: Tx,
  seal: Seal,
  { draft, code }: SecondFactorConfirmation,
): Promise<RecoveryCodes> {
  requireFresh(tx)
  const secret = secretIn(seal, ownerOf(tx), draft, tx.now)
  const step = stepAt(tx.now)
  if (!isCodeAt(secret, step, asTyped(code)))
    throw invalidField('/code', 'code', 'is not what the app shows at this moment')
  const codes = Array.from({ length: RECOVERY_CODES }, () => base32(randomBytes(RECOVERY_BYTES)))
  tx.send(sql`delete from second_factors where ${ofPerson(tx)}`)
  insertRow(tx, 'second_factors', {
    personId: tx.actor.id,
    sealedSecret: seal.close(secret, ownerOf(tx)),
    confirmedAt: tx.now,
    lastStep: step,
    recoveryHashes: codes.map(hashSecret),
  })
  endSessions(tx, tx.actor.id, tx.actor.session?.id)
  await tellAndRecord(tx, tx.actor.id, 'set')
  return { recoveryCodes: codes.map((each) => each.replaceAll(/.{6}(?=.)/g, '$&-')) }
}

/** Takes one's own away again. */
export async function removeOwnSecondFactor(tx: Tx): Promise<void> {
  requireFresh(tx)
  await removeSecondFactor(tx, tx.actor)
  endSessions(tx, tx.actor.id, tx.actor.session?.id)
}

export async function removeSecondFactor(tx: Tx, { id }: { id: string }): Promise<void> {
  const gone = await tx.first(sql`delete from second_factors where ${ofPerson(tx, id)} returning 1 as one`)
  if (gone) await tellAndRecord(tx, id, 'removed')
}

async function tellAndRecord(tx: Tx, id: string, what: 'set' | 'removed'): Promise<void> {
  const person = await tx.first<{ name: string; email: string; organizationName: string }>(sql`
    select p.name, p.email, o.name as "organizationName" from people p join organizations o on o.id = p.organization_id
    where p.organization_id = ${tx.actor.organizationId} and p.id = ${id}`)
  tx.record(`person.second_factor_${what}`, { type: 'person', id }, {})
  if (person) sendMail(tx, secondFactorMail(person, what, await speechFor(tx, { personId: id })))
}
