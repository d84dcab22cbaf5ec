// How to make the thing that a path names, in each place it can be. Made through the API where it can be.
import { randomBytes } from 'node:crypto'
import { hashSecret } from '../server/access/authenticate.ts'
import { hashPassword } from '../server/access/password-hash.ts'
import { addPerson, type Agency, type Person } from './agency.ts'
import type { Place } from './permission-walk-access.ts'

export type Ids = Record<string, string>
/** Makes the thing anew in that place and gives the path's ids; undefined where such a thing can not be there. */
export type Maker = (agency: Agency, place: Place, caller: string) => Promise<Ids | undefined>

let counter = 0
export const fresh = (kind: string) => `${kind}-${++counter}`
const EVERYBODY = ['ada', 'max', 'tess', 'amy', 'mia']

export async function made(asking: Promise<{ status: number; body: { id: string } }>): Promise<string> {
  const { status, body } = await asking
  if (status !== 201) throw new Error(`could not make a thing for the walk: ${status} ${JSON.stringify(body)}`)
  return body.id
}

/** In reach of every role of the cast. */
const nearProject = ({ ada }: Agency) =>
  made(
    ada.post('/v1/admin/projects', {
      id: fresh('near'),
      name: 'Near',
      accountId: 'bakery',
      type: 'website',
      managerId: 'max',
      teamId: 'design',
      assignedTeam: ['mia'],
    }),
  )
const farProject = ({ ada }: Agency) =>
  made(
    ada.post('/v1/admin/projects', {
      id: fresh('far'),
      name: 'Far',
      accountId: 'dental',
      type: 'ads',
      teamId: 'search',
    }),
  )
const foreignProject = ({ olga }: Agency) =>
  made(olga.post('/v1/admin/projects', { id: fresh('foreign'), name: 'Foreign', accountId: 'bakery', type: 'ads' }))

export async function remove(who: Person, path: string): Promise<void> {
  const { status } = await who.delete(path)
  if (status !== 200 && status !== 204) throw new Error(`could not delete ${path} for the walk: ${status}`)
}
export const isGhost = (place: Place) => place === 'unknown' || place === 'malformed'
export const ghost = (place: Place) => (place === 'unknown' ? fresh('nothing') : 'no%20id!')

export const project: Maker = async (agency, place) => {
  if (place === 'beside' || place === 'withProject') return undefined
  if (isGhost(place)) return { projectId: ghost(place) }
  if (place === 'out') return { projectId: await farProject(agency) }
  if (place === 'foreign') return { projectId: await foreignProject(agency) }
  const projectId = await nearProject(agency)
  if (place === 'deleted') await remove(agency.ada, `/v1/admin/projects/${projectId}?reason=walk`)
  return { projectId }
}

/** What can be restored: here every project is deleted, and the one that is `deleted` does not exist any more at all. */
export const deletedProject: Maker = async (agency, place) => {
  if (place === 'deleted') return undefined
  const ids = await project(agency, place, '')
  if (!ids || isGhost(place)) return ids
  await remove(place === 'foreign' ? agency.olga : agency.ada, `/v1/admin/projects/${ids.projectId}?reason=walk`)
  return ids
}

export const task: Maker = async (agency, place) => {
  const { ada, olga } = agency
  if (isGhost(place)) return { taskId: ghost(place) }
  const add = (who: Person, projectId: string, assigneeIds: string[]) =>
    made(who.adds(projectId, { id: fresh('task'), title: 'A task', assigneeIds }))
  if (place === 'out') return { taskId: await add(ada, await farProject(agency), []) }
  if (place === 'foreign') return { taskId: await add(olga, await foreignProject(agency), ['olga']) }
  const projectId = await nearProject(agency)
  const taskId = await add(ada, projectId, place === 'beside' ? [] : EVERYBODY)
  if (place === 'deleted') await remove(ada, `/v1/admin/projects/tasks/${taskId}`)
  if (place === 'withProject') await remove(ada, `/v1/admin/projects/${projectId}?reason=walk`)
  return { taskId }
}

export const timeEntry: Maker = async (agency, place, caller) => {
  const { ada, olga } = agency
  const elsewhere = place === 'foreign'
  const ids = await task(
    agency,
    place === 'malformed' || place === 'unknown' || place === 'deleted' || place === 'beside' ? 'own' : place,
    caller,
  )
  if (!ids || place === 'malformed') return ids && { ...ids, entryId: ghost(place) }
  const personId = elsewhere
    ? 'olga'
    : place === 'beside' || place === 'out' || caller === 'olga' || caller === 'nobody'
      ? 'una'
      : caller
  if (place === 'withProject') return { ...ids, entryId: fresh('nothing') }
  const path = `/v1/admin/projects/tasks/${ids.taskId}/time`
  const entryId = await made((elsewhere ? olga : ada).post(path, { on: '2026-11-20', minutes: 1, personId }))
  if (place === 'deleted') await remove(ada, `${path}/${entryId}`)
  // An entry is known under its own task only.
  return { ...(place === 'unknown' ? await task(agency, 'own', caller) : ids), entryId }
}

export const account: Maker = async ({ ada, olga }, place) => {
  if (isGhost(place)) return { accountId: ghost(place) }
  if (place !== 'own' && place !== 'out' && place !== 'foreign') return undefined
  const accountManagerIds = place === 'own' ? ['amy'] : []
  return {
    accountId: await made(
      (place === 'foreign' ? olga : ada).post('/v1/admin/accounts', {
        id: fresh('account'),
        name: 'Account',
        accountManagerIds,
      }),
    ),
  }
}

/** What belongs to the whole organisation, and can be deleted unless it says not. */
const ofTheOrganisation =
  (name: string, path: string, body: () => object): Maker =>
  async ({ ada, olga }, place) => {
    if (isGhost(place)) return { [name]: ghost(place) }
    if (place !== 'own' && place !== 'foreign' && place !== 'deleted') return undefined
    const id = await made((place === 'foreign' ? olga : ada).post(path, body()))
    if (place === 'deleted') await remove(ada, `${path}/${id}`)
    return { [name]: id }
  }
export const team = ofTheOrganisation('teamId', '/v1/admin/teams', () => ({ name: 'Team' }))
export const template = ofTheOrganisation('templateId', '/v1/admin/templates', () => ({
  name: 'Template',
  type: 'seo',
}))
const somebody = ofTheOrganisation('personId', '/v1/admin/people', () => ({
  name: 'Somebody',
  email: `${fresh('p')}${randomBytes(3).toString('hex')}@new.example`,
  roles: [],
}))
/** Nobody is ever deleted. */
export const person: Maker = async (agency, place, caller) =>
  place === 'deleted' ? undefined : somebody(agency, place, caller)

/** No day is a holiday twice. */
export const freshDay = () => new Date(Date.UTC(2040, 0, ++counter)).toISOString().slice(0, 10)
export const holiday = ofTheOrganisation('holidayId', '/v1/admin/holidays', () => ({ on: freshDay(), name: 'Day off' }))

/** Somebody's days off; known under that person only. */
export const timeOff: Maker = async (agency, place, caller) => {
  if (place === 'malformed') return { personId: ghost(place), timeOffId: ghost(place) }
  const ids = await person(agency, place === 'unknown' || place === 'deleted' ? 'own' : place, caller)
  if (!ids) return undefined
  const who = place === 'foreign' ? agency.olga : agency.ada
  const path = `/v1/admin/people/${ids.personId}/time-off`
  const timeOffId = await made(who.post(path, { startOn: '2030-01-07', endOn: '2030-01-08' }))
  if (place === 'deleted') await remove(who, `${path}/${timeOffId}`)
  return { ...(place === 'unknown' ? await person(agency, 'own', caller) : ids), timeOffId }
}

/** Everybody has their own; those of others are not to be seen, not even by a Project Admin. */
export const token: Maker = async ({ db, organizationId, olga }, place, caller) => {
  if (isGhost(place)) return { tokenId: ghost(place) }
  if (place !== 'own' && place !== 'beside' && place !== 'foreign') return undefined
  const owner =
    place === 'foreign' ? 'olga' : place === 'beside' || caller === 'olga' || caller === 'nobody' ? 'una' : caller
  const tokenId = fresh('token')
  await db.admin.query(
    `insert into api_tokens (organization_id, id, person_id, name, scopes, secret_hash, created_at) values ($1, $2, $3, 'walk', '{*}', $4, now())`,
    [place === 'foreign' ? olga.organizationId : organizationId, tokenId, owner, randomBytes(32)],
  )
  return { tokenId }
}

export const PASSWORD = 'correct horse battery staple'
const passwordHash = hashPassword(PASSWORD)

async function givePassword({ db }: Agency, organizationId: string, personId: string): Promise<void> {
  await db.admin.query(
    `insert into passwords (organization_id, person_id, hash, changed_at) values ($1, $2, $3, now())
     on conflict (organization_id, person_id) do update set hash = excluded.hash`,
    [organizationId, personId, await passwordHash],
  )
}

/** The caller's own password; there is one at home only. */
export const ownPassword: Maker = async (agency, place, caller) => {
  if (place !== (caller === 'olga' ? 'foreign' : 'own')) return undefined
  if (caller !== 'nobody')
    await givePassword(agency, caller === 'olga' ? agency.olga.organizationId : agency.organizationId, caller)
  return {}
}

/** Somebody who has a password and is not signed in. */
export const stranger: Maker = async (agency, place) => {
  if (place !== 'own' && place !== 'foreign') return undefined
  const organizationId = place === 'own' ? agency.organizationId : agency.olga.organizationId
  const { id, email } = await addPerson(agency.db, agency.baseUrl, organizationId, fresh('stranger'), [])
  await givePassword(agency, organizationId, id)
  return { email }
}

/** A link by mail; a deleted one is one whose time is over. */
export const link =
  (kind: 'invitation' | 'password_reset'): Maker =>
  async (agency, place) => {
    if (isGhost(place)) return { token: ghost(place) }
    if (place !== 'own' && place !== 'foreign' && place !== 'deleted') return undefined
    const organizationId = place === 'foreign' ? agency.olga.organizationId : agency.organizationId
    const { id } = await addPerson(agency.db, agency.baseUrl, organizationId, fresh('invited'), [])
    const secret = randomBytes(32).toString('base64url')
    await agency.db.admin.query(
      `insert into one_time_links (organization_id, id, person_id, kind, secret_hash, created_at, expires_at) values ($1, $2, $3, $4, $5, now(), $6)`,
      [organizationId, fresh('link'), id, kind, hashSecret(secret), place === 'deleted' ? '2020-01-01' : '2099-01-01'],
    )
    return { token: secret }
  }
