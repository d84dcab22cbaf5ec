// The cast of the tests: one small agency with people, clients and projects by name, behind a real server and database.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { DEFAULT_WORK_WEEK } from '../domain/organization.ts'
import type { Role } from '../domain/permissions.ts'
import { hashSecret } from '../server/access/authenticate.ts'
import { hashPassword } from '../server/access/password-hash.ts'
import { makeApp } from '../server/app.ts'
import { slackApi, type Slack } from '../server/integrations/slack-api.ts'
import type { AccountsOutside } from '../server/integrations/sync-routes.ts'
import { allAfterReplies } from '../server/platform/after-reply.ts'
import { diskStore } from '../server/platform/file-store.ts'
import { stripeApi, type StripeHouse } from '../server/integrations/stripe-api.ts'
import { ACCOUNTS_SECRET, MAIL_SECRET, SLACK_SECRET, STRIPE_SECRET } from './deliveries.ts'
import { closeAtTheEnd, testDatabase, type TestDatabase } from './database.ts'
import { ask, itself, Person, type Reply } from './person.ts'

/** A Sunday noon in Berlin; tests move it with `clock.advance`. */
const START = new Date('2026-11-22T11:00:00.000Z')

export { ask, itself, Person, type Reply }

export class Clock {
  #now = START.getTime()
  readonly now = (): Date => new Date(this.#now)
  /** Every request sees a later instant than the one before, as in life. */
  readonly tick = (): Date => new Date(this.#now++)
  advance({ days = 0, hours = 0, minutes = 0 }: { days?: number; hours?: number; minutes?: number }): void {
    this.#now += ((days * 24 + hours) * 60 + minutes) * 60_000
  }
}

export interface House {
  db: TestDatabase
  baseUrl: string
  clock: Clock
  /** Lines the server logged, parsed. */
  logged: Record<string, unknown>[]
  /** Where attached files lie. */
  filesDir: string
  /** The Slack that deliveries are looked up in; tests put theirs here. */
  slack: { signingSecret: string; api: Slack }
  /** The account system that is connected; tests say whose it is, and put theirs here. */
  accounts: AccountsOutside
  /** The Stripe that is asked, and whose clients it bills; tests put theirs here. */
  stripe: StripeHouse
}

/** By what this house's log is sealed and proven, where a test seals it. */
export const proof = {
  activityKey: 'a key for tests that is long enough to be one',
  headsFolder: join(tmpdir(), `heads-${randomBytes(6).toString('hex')}`),
}

let house: Promise<House> | undefined
/** One database and one listening server per test file. */
export function theHouse(): Promise<House> {
  house ??= openHouse()
  return house
}

async function openHouse(): Promise<House> {
  const db = await testDatabase()
  const clock = new Clock()
  const logged: Record<string, unknown>[] = []
  const log = pino(
    { level: 'debug' },
    { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) },
  )
  // Nobody answers there: who somebody is, is asked of a fake where a test is about that.
  const slack = { signingSecret: SLACK_SECRET, api: slackApi({ botToken: 'none', apiUrl: 'http://127.0.0.1:9' }) }
  const accounts: AccountsOutside = { secret: ACCOUNTS_SECRET }
  const stripe: StripeHouse = {
    webhookSecret: STRIPE_SECRET,
    organizationId: 'none',
    api: stripeApi({ apiKey: 'sk_test_none', apiUrl: 'http://127.0.0.1:9' }),
  }
  let baseUrl = ''
  const filesDir = mkdtempSync(join(tmpdir(), 'files-'))
  closeAtTheEnd(async () => rmSync(filesDir, { recursive: true, force: true }))
  const app = await makeApp({
    database: db.app,
    log,
    clock: clock.tick,
    rateLimit: 1_000_000,
    trustProxy: false,
    publicUrl: () => baseUrl,
    checkReplies: true,
    // In the long form whatever any test reads twice is held against what is kept of it.
    keepBytes: process.env.TEST_LONG === undefined ? 0 : 16 * 1024 * 1024,
    outside: { files: diskStore(filesDir), mailSecret: MAIL_SECRET, slack, stripe, accounts, proof },
  })
  baseUrl = await app.listen({ port: 0, host: '127.0.0.1' })
  closeAtTheEnd(() => app.close())
  return { db, baseUrl, clock, logged, filesDir, slack, stripe, accounts }
}

/** A fresh organisation with the whole cast: two clients, two teams, two projects, and somebody of another organisation. */
export async function agency() {
  const { db, baseUrl, clock, logged } = await theHouse()
  const name = `brightline-${randomBytes(4).toString('hex')}`
  const other = `otherwise-${randomBytes(4).toString('hex')}`
  await addOrganization(db, name)
  await addOrganization(db, other)
  const hire = (organization: string, id: string, roles: Role[]) => addPerson(db, baseUrl, organization, id, roles)
  const [ada, max, tess, amy, mia, una, olga] = await Promise.all([
    hire(name, 'ada', ['project_admin']),
    hire(name, 'max', ['project_manager']),
    hire(name, 'tess', ['team_lead']),
    hire(name, 'amy', ['account_manager']),
    hire(name, 'mia', []),
    // A manager, lead and account manager whose projects, teams and accounts are none of the ones here.
    hire(name, 'una', ['project_manager', 'team_lead', 'account_manager']),
    hire(other, 'olga', ['project_admin']),
  ])
  await db.admin.query(`
    insert into accounts (organization_id, id, name, created_at, updated_at) values
      ('${name}', 'bakery', 'Bluebird Bakery', now(), now()), ('${name}', 'dental', 'Harbor Dental', now(), now()),
      ('${other}', 'bakery', 'Another Bakery', now(), now());
    insert into account_managers values ('${name}', 'bakery', 'amy');
    insert into teams (organization_id, id, name, lead_id, created_at, updated_at) values
      ('${name}', 'design', 'Design', 'tess', now(), now()), ('${name}', 'search', 'Search', null, now(), now());
    insert into team_members values ('${name}', 'design', 'tess'), ('${name}', 'design', 'mia');`)
  const site = (
    await ada.post('/v1/admin/projects', {
      id: 'site',
      name: 'Website redesign',
      accountId: 'bakery',
      type: 'website',
      managerId: 'max',
      teamId: 'design',
      assignedTeam: ['mia'],
    })
  ).body
  const ads = (
    await ada.post('/v1/admin/projects', {
      id: 'ads',
      name: 'Spring campaign',
      accountId: 'dental',
      type: 'ads',
      teamId: 'search',
    })
  ).body
  const copy = (await max.adds('site', { id: 'copy', title: 'Copywriting', assigneeIds: ['mia'] })).body
  const design = (
    await max.adds('site', {
      id: 'design',
      title: 'Visual design',
      assigneeIds: ['mia'],
      dependencies: [{ taskId: 'copy' }],
    })
  ).body
  const banner = (await ada.adds('ads', { id: 'banner', title: 'Banner set' })).body
  const nobody = new Person(baseUrl, name, 'nobody', '')
  return {
    db,
    baseUrl,
    clock,
    logged,
    organizationId: name,
    ada,
    max,
    tess,
    amy,
    mia,
    una,
    olga,
    nobody,
    site,
    ads,
    copy,
    design,
    banner,
  }
}

export type Agency = Awaited<ReturnType<typeof agency>>

async function addOrganization(db: TestDatabase, id: string): Promise<void> {
  await db.admin.query(
    `insert into organizations (id, name, timezone, currency, work_week, created_at, updated_at) values ($1, $1, 'Europe/Berlin', 'EUR', $2, now(), now())`,
    [id, JSON.stringify(DEFAULT_WORK_WEEK)],
  )
}

/** Gives somebody a password, as if they had accepted an invitation. */
export async function startsWith(person: Person, password: string): Promise<void> {
  const { db } = await theHouse()
  await db.admin.query(
    'insert into passwords (organization_id, person_id, hash, changed_at) values ($1, $2, $3, now())',
    [person.organizationId, person.id, await hashPassword(password)],
  )
}

/** Signs in; `cookie` is the whole Set-Cookie, `session` what a browser sends back of it. */
export async function signsIn(baseUrl: string, email: string, password: string) {
  const reply = await ask(baseUrl, 'POST', '/v1/auth/login', { email, password })
  const cookie = reply.headers.get('set-cookie') ?? ''
  return { reply, cookie, session: cookie.split(';')[0] ?? '' }
}

export interface WaitingMail {
  subject: string
  body: string
  /** The secret of the link in it. */
  secret: string
}

/** The mails to somebody that wait to be sent, oldest first. */
export async function mailsTo(email: string): Promise<WaitingMail[]> {
  const { db } = await theHouse()
  await allAfterReplies()
  const { rows } = await db.admin.query<{ subject: string; body: string }>(
    'select subject, body from outgoing_messages where recipient = $1 and sent_at is null order by created_at, id',
    [email],
  )
  return rows.map((row) => ({ ...row, secret: /\/([\w-]{43})$/m.exec(row.body)?.[1] ?? '' }))
}

/** Hires somebody and hands them an API token. */
export async function addPerson(
  db: TestDatabase,
  baseUrl: string,
  organizationId: string,
  id: string,
  roles: Role[],
): Promise<Person> {
  const token = `po_${randomBytes(24).toString('base64url')}`
  const person = new Person(baseUrl, organizationId, id, token)
  await db.admin.query(
    `with p as (insert into people (organization_id, id, name, email, roles, created_at, updated_at)
       values ($1, $2, initcap($2), $3, $4, now(), now()))
     insert into api_tokens (organization_id, id, person_id, name, scopes, secret_hash, created_at) values ($1, 'tok_' || $2, $2, 'test', '{*}', $5, now())`,
    [organizationId, id, person.email, roles, hashSecret(token)],
  )
  return person
}
