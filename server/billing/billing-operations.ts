// What people do with the ledger by hand: they charge, credit, and take an entry back. What work earns is posted by a rule.
import { sql } from 'kysely'
import type { BillingEntry, NewBillingEntry } from '../../domain/billing-entry.ts'
import { invalidField, Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { holdTied, these } from '../planning/network.ts'
import type { Tx } from '../platform/transaction.ts'
import { getEntry } from './billing-queries.ts'
import { postEntry } from './post-entry.ts'

/** A charge, or a credit, that somebody enters; for a project, or for an account as such. */
export async function enterByHand(tx: Tx, input: NewBillingEntry): Promise<BillingEntry> {
  const { id = tx.newId('bil'), projectId, accountId, amountMinor, note } = input
  const billed = projectId === undefined ? await accountOf(tx, accountId ?? '') : await projectOf(tx, projectId)
  const kind = amountMinor > 0 ? 'charge' : 'credit'
  const posted = await postEntry(tx, { id, key: `hand:${id}`, kind, amountMinor, note, ...billed })
  if (posted === undefined) throw new Problem('already_exists', 'Another one with this id exists.', { pointer: '/id' })
  return getEntry(tx, id)
}

/** Held, so that what a cancellation credits is what is there when it happens. */
async function projectOf(tx: Tx, projectId: string) {
  holdTied(tx, these([projectId]))
  const found = await tx.first<{ accountId: string; currency: string; beyondCancellation: boolean }>(sql`
    select p.account_id as "accountId", p.currency, p.status = 'cancelled' as "beyondCancellation" from projects p
    where p.organization_id = ${tx.actor.organizationId} and p.id = ${projectId} and p.deleted_at is null`)
  if (!found) throw invalidField('/projectId', 'reference', say`names ${projectId}, which is not there`)
  return { ...found, projectId }
}

async function accountOf(tx: Tx, accountId: string) {
  const found = await tx.first<{ accountId: string; currency: string }>(sql`
    select a.id as "accountId", o.currency from accounts a join organizations o on o.id = a.organization_id
    where a.organization_id = ${tx.actor.organizationId} and a.id = ${accountId}`)
  if (!found) throw invalidField('/accountId', 'reference', say`names ${accountId}, which is not there`)
  return found
}

/** Takes an entry back, whole and once. What it billed is waived: it is not posted again by itself. */
export async function voidEntry(tx: Tx, id: string, reason: string): Promise<BillingEntry> {
  const { projectId } = await getEntry(tx, id)
  if (projectId !== null) holdTied(tx, these([projectId]))
  const entry = await getEntry(tx, id)
  await refuseVoid(tx, entry)
  const { accountId, currency, amountMinor } = entry
  const back = { accountId, projectId, currency, kind: 'void', amountMinor: -amountMinor, reversesId: id } as const
  const voided = await postEntry(tx, { ...back, key: `void:${id}`, note: reason })
  // Without a project to hold, another may have come first.
  if (voided === undefined) throw refused('It has been voided already.')
  return getEntry(tx, voided)
}

const refused = (why: string) => new Problem('invalid_transition', why, { allowed: [] })

async function refuseVoid(tx: Tx, { id, kind, projectId, reversedById }: BillingEntry): Promise<void> {
  if (reversedById !== null) throw refused('It has been taken back already.')
  if (kind === 'void') throw refused('A void stays; post a charge or a credit instead.')
  if (kind === 'invoice' || kind === 'refund') throw refused('It is what the provider says; it is corrected there.')
  const credited = await tx.first(sql`
    select 1 from billing_entries b join billing_entries c on c.organization_id = b.organization_id and c.project_id = b.project_id
      and c.kind = 'cancellation' and c.id <> b.id
    where b.organization_id = ${tx.actor.organizationId} and b.id = ${id} and b.project_id = ${projectId}
      and not b.beyond_cancellation and not exists (select 1 from billing_entries r
        where r.organization_id = c.organization_id and r.reverses_id = c.id)`)
  if (credited) throw refused('The cancellation of its project has credited it; void that instead.')
}
