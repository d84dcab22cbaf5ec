// What can be done with people, in the order of their time here.
import { sql } from 'kysely'
import { inOrder, isActiveAdmin, type NewPerson, type Person, type PersonChange } from '../../domain/person.ts'
import { Problem } from '../../domain/problems.ts'
import { invitationMail } from '../access/access-mails.ts'
import { dropLinks, makeLink } from '../access/one-time-links.ts'
import { speechFor } from '../access/reader-speech.ts'
import { endSessions } from '../access/session-operations.ts'
import { sendMail } from '../platform/mail.ts'
import { changesBetween, checkVersion, insertRow, requireIds, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { countOtherAdmins, getPerson, lockPerson, lockPersonAndAdmins } from './person-queries.ts'
import { requireServices } from './services.ts'
import { holdMemberships, saveTeamsOf } from './team-members.ts'

/** Adds a person: they can be planned with at once, and sign in when they have accepted an invitation. */
export async function createPerson(tx: Tx, input: NewPerson): Promise<Person> {
  const { id = tx.newId('per'), teamIds = [], weeklyCapacity = [], ...fields } = input
  const roles = inOrder(fields.roles)
  if (teamIds.length > 0) holdMemberships(tx)
  await checkReferences(tx, input)
  insertRow(tx, 'people', { ...fields, id, roles, createdAt: tx.now, updatedAt: tx.now })
  saveWeeks(tx, id, weeklyCapacity)
  tx.record('person.created', { type: 'person', id, version: 1 }, changesBetween({}, { ...input, id, roles }))
  await saveTeamsOf(tx, id, [], teamIds)
  return getPerson(tx, id)
}

/**
 * Changes who a person is and what they may do; what they may do counts from their next request on. A new address
 * makes links void that were mailed to the old one.
 */
export async function updatePerson(tx: Tx, id: string, change: PersonChange): Promise<Person> {
  if (change.teamIds) holdMemberships(tx)
  const person = await (change.roles ? lockPersonAndAdmins(tx, id) : lockPerson(tx, id))
  await checkVersion(tx, 'person', person, Object.keys(change))
  const next = inOneOrder(change)
  const changes = changesBetween<Person>(person, next as Partial<Person>)
  if (Object.keys(changes).length === 0) return person
  await checkReferences(tx, change, person.teamIds)
  await keepAnAdmin(tx, person, { roles: next.roles ?? person.roles, active: person.active })
  const { teamIds, weeklyCapacity, ...fields } = next
  updateRow(tx, 'people', id, fields)
  if (weeklyCapacity) saveWeeks(tx, id, weeklyCapacity)
  if (changes.email) dropLinks(tx, id)
  tx.record('person.updated', { type: 'person', id, version: person.version + 1 }, changes)
  if (teamIds) await saveTeamsOf(tx, id, person.teamIds, teamIds)
  return getPerson(tx, id)
}

export interface SentInvitation {
  personId: string
  email: string
  expiresAt: string
}

/** Mails a link to join, good for 7 days; an earlier one is void. For somebody active who has not joined yet. */
export async function invitePerson(tx: Tx, id: string): Promise<SentInvitation> {
  const person = await lockPerson(tx, id)
  if (!person.active) throw refuse('They are suspended; reinstate them first.')
  if (person.joinedAt !== null) throw refuse('They have joined already; a forgotten password is reset at the sign-in.')
  const organization = await tx.first<{ name: string }>(
    sql`select name from organizations where id = ${tx.actor.organizationId}`,
  )
  const { url, expiresAt } = makeLink(tx, 'invitation', id)
  const to = { ...person, organizationName: organization?.name ?? '' }
  sendMail(tx, invitationMail(to, tx.actor.name, url, await speechFor(tx, { personId: id })))
  tx.record('person.invited', { type: 'person', id }, { email: { to: person.email } })
  return { personId: id, email: person.email, expiresAt: expiresAt.toISOString() }
}

/** Shuts a person out at once: sessions and mailed links end, API tokens sleep until they are reinstated. */
export async function suspendPerson(tx: Tx, id: string): Promise<Person> {
  const person = await lockPersonAndAdmins(tx, id)
  await checkVersion(tx, 'person', person, ['active'])
  if (!person.active) return person
  await keepAnAdmin(tx, person, { ...person, active: false })
  endSessions(tx, id)
  dropLinks(tx, id)
  return saveActive(tx, person, false)
}

/** Lets a suspended person in again: with their password, and with the API tokens they had. */
export async function reinstatePerson(tx: Tx, id: string): Promise<Person> {
  const person = await lockPerson(tx, id)
  await checkVersion(tx, 'person', person, ['active'])
  return person.active ? person : saveActive(tx, person, true)
}

function saveActive(tx: Tx, person: Person, active: boolean): Promise<Person> {
  updateRow(tx, 'people', person.id, { active })
  tx.record(
    active ? 'person.reinstated' : 'person.suspended',
    { type: 'person', id: person.id, version: person.version + 1 },
    {
      active: { from: person.active, to: active },
    },
  )
  return getPerson(tx, person.id)
}

const refuse = (detail: string) => new Problem('invalid_transition', detail, { allowed: [] })

/** An organisation without a Project Admin could not be helped by anyone in it. The caller holds all admins. */
async function keepAnAdmin(tx: Tx, before: Person, after: Pick<Person, 'roles' | 'active'>): Promise<void> {
  if (!isActiveAdmin(before) || isActiveAdmin(after)) return
  if ((await countOtherAdmins(tx, before.id)) === 0)
    throw new Problem('last_admin', 'Make somebody else a Project Admin first.')
}

/** Sets and histories as they are kept, so that the same ones in another order are no change. */
function inOneOrder({ roles, teamIds, weeklyCapacity, ...rest }: PersonChange): PersonChange {
  return {
    ...rest,
    ...(roles && { roles: inOrder(roles) }),
    ...(teamIds && { teamIds: teamIds.toSorted() }),
    ...(weeklyCapacity && { weeklyCapacity: weeklyCapacity.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)) }),
  }
}

async function checkReferences(
  tx: Tx,
  input: NewPerson | PersonChange,
  teamsNow: readonly string[] = [],
): Promise<void> {
  const joins = (input.teamIds ?? []).filter((id) => !teamsNow.includes(id))
  await Promise.all([requireIds(tx, '/teamIds', 'teams', joins), requireServices(tx, input.services)])
}

function saveWeeks(tx: Tx, personId: string, weeks: Person['weeklyCapacity']): void {
  const organization = tx.actor.organizationId
  tx.send(sql`delete from weekly_capacities where organization_id = ${organization} and person_id = ${personId}`)
  if (weeks.length === 0) return
  tx.send(sql`insert into weekly_capacities (organization_id, person_id, valid_from, minutes)
    select ${organization}, ${personId}, w."validFrom", w.minutes
    from json_to_recordset(${JSON.stringify(weeks)}) as w("validFrom" date, minutes integer[])`)
}
