// The accounts as they are here, as far as what is said outside is compared with them; held against others who do the same.
import { sql } from 'kysely'
import type { Account } from '../../domain/account.ts'
import type { Said } from '../../domain/outside-account.ts'
import { Directory } from '../platform/import-rows.ts'
import type { Tx } from '../platform/transaction.ts'

export interface AccountHere extends Pick<Account, 'id' | 'name' | 'status' | 'externalId' | 'contacts'> {
  /** Of one that is kept in step, what was heard last. */
  outsideVersion: number | null
  outsideStatus: Account['status'] | null
  awaitedParent: string | null
}

export interface AccountsHere {
  byId: Map<string, AccountHere>
  byExternalId: Map<string, AccountHere>
  names: Directory
  /** Whose state was confirmed, with nothing new. */
  confirmed: string[]
}

/** To the end of the transaction nobody else brings accounts of the organisation in step: two who would make one make it once. */
export async function accountsHere(tx: Tx): Promise<AccountsHere> {
  const organization = tx.actor.organizationId
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`accounts in step ${organization}`}, 0))`)
  const all = await tx.rows<AccountHere>(sql`
    select id, name, status, external_id as "externalId", case when outside_version is null then '[]' else contacts end as contacts,
      outside_version as "outsideVersion", outside_status as "outsideStatus", awaited_parent as "awaitedParent"
    from accounts where organization_id = ${organization} order by created_at, id`)
  const here: AccountsHere = {
    byId: new Map(),
    byExternalId: new Map(),
    names: new Directory('account'),
    confirmed: [],
  }
  for (const account of all) keep(here, account)
  return here
}

export function keep(here: AccountsHere, account: AccountHere): void {
  if (!here.names.hasId(account.id)) here.names.add(account.id, account.name)
  here.byId.set(account.id, account)
  if (account.externalId !== null) here.byExternalId.set(account.externalId, account)
}

/**
 * The account that is spoken of: by what the system outside calls it; else by a name that one account has, which no system
 * spoke of yet. Several of that name are for a person to tell apart.
 */
export function spokenOf(here: AccountsHere, { externalId, name, order }: Said): AccountHere | 'several' | undefined {
  const numbered = externalId === undefined ? undefined : here.byExternalId.get(externalId)
  if (numbered) return numbered
  const named = here.names.named(name).flatMap((id) => here.byId.get(id) ?? [])
  if (order === undefined) return named[0]
  const free = named.filter((account) => account.externalId === null)
  return free.length > 1 ? 'several' : free[0]
}
