// How one signs in to the demo: six people whose passwords and tokens follow from the installation's secret key.
import { createHmac } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { hashSecret, TOKEN_PREFIX } from '../access/authenticate.ts'
import { hashPassword } from '../access/password-hash.ts'
import { savePassword } from '../access/password-operations.ts'
import type { Database } from '../platform/database.ts'
import { insertRow } from '../platform/rows.ts'
import { transaction, type Actor, type Tx } from '../platform/transaction.ts'
import type { CastAgency } from './cast-agency.ts'
import { BRIGHTLINE, COPPERLEAF } from './demo-cast.ts'

const PEOPLE = {
  admin: [BRIGHTLINE, 'per_ingrid_solberg', 'project_admin'],
  manager: [BRIGHTLINE, 'per_lena_hartmann', 'project_manager'],
  lead: [BRIGHTLINE, 'per_yuki_tanaka', 'team_lead'],
  accountManager: [BRIGHTLINE, 'per_amira_haddad', 'account_manager'],
  member: [BRIGHTLINE, 'per_mia_lindqvist', 'member'],
  otherAdmin: [COPPERLEAF, 'per_oliver_hughes', 'project_admin'],
} as const satisfies Record<string, [CastAgency, string, string]>

export type DemoName = keyof typeof PEOPLE

export interface DemoCredential {
  id: string
  name: string
  email: string
  password: string
  token: string
  role: string
}

/** The same for the same key, at every start and on every node. */
export function demoCredentials(secretKey: string): Record<DemoName, DemoCredential> {
  const entries = Object.entries(PEOPLE).map(([key, [agency, id, role]]) => {
    const person = agency.people.find((somebody) => somebody.id === id)
    if (!person) throw new Error(`the demo has no ${id}`)
    const password = secretFor(secretKey, `password ${id}`).slice(0, 20)
    const token = TOKEN_PREFIX + secretFor(secretKey, `token ${id}`)
    return [key, { id, name: person.name, email: person.email, password, token, role }]
  })
  return Object.fromEntries(entries) as Record<DemoName, DemoCredential>
}

/** The client whose page is shown around, and the secret of its address. */
const CLIENT_LINK = [BRIGHTLINE, 'cli_outdoor_website'] as const
export const demoClientSecret = (secretKey: string): string => secretFor(secretKey, `client ${CLIENT_LINK[1]}`)

/** Has that page open at the address that follows from the key. */
export function saveClientAddress(tx: Tx, secretKey: string): void {
  const [{ id: organizationId }, id] = CLIENT_LINK
  if (tx.actor.organizationId !== organizationId) return
  tx.send(sql`update client_links set secret_hash = ${hashSecret(demoClientSecret(secretKey))}
    where organization_id = ${organizationId} and id = ${id}`)
}

const secretFor = (secretKey: string, purpose: string) =>
  createHmac('sha256', secretKey).update(`demo ${purpose}`).digest('base64url')

const fileIn = (dataDir: string) => join(dataDir, 'demo-credentials.json')
const clientFileIn = (dataDir: string) => join(dataDir, 'demo-client-page.json')

/**
 * Writes `demo-credentials.json`, and beside it `demo-client-page.json` with the address of a client's page, for their owner
 * only; each whole or not at all. Answers where the first one is.
 */
export function writeDemoCredentials(dataDir: string, baseUrl: string, secretKey: string): string {
  const file = fileIn(dataDir)
  writeWhole(clientFileIn(dataDir), { url: `${baseUrl}/client/${demoClientSecret(secretKey)}` })
  writeWhole(file, { baseUrl, people: demoCredentials(secretKey) })
  return file
}

function writeWhole(file: string, told: object): void {
  const draft = `${file}.${process.pid}.draft`
  rmSync(draft, { force: true })
  writeFileSync(draft, `${JSON.stringify(told, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  renameSync(draft, file)
}

export function deleteDemoCredentials(dataDir: string): void {
  for (const file of [fileIn(dataDir), clientFileIn(dataDir)]) rmSync(file, { force: true })
}

/** Everybody else's password: nobody is told it. Hashed once, since a hash takes a core's twentieth of a second. */
export const sharedHash = (secretKey: string): Promise<string> => hashPassword(secretFor(secretKey, 'everybody else'))

export async function hashesOf(secretKey: string): Promise<Map<string, string>> {
  const people = Object.values(demoCredentials(secretKey))
  return new Map(await Promise.all(people.map(async ({ id, password }) => [id, await hashPassword(password)] as const)))
}

const TOKEN_ID = 'tok_demo'

/** Gives the actor their token, in place of one that followed from another key. */
export function saveToken(tx: Tx, token: string): void {
  const id = `${TOKEN_ID}_${tx.actor.id.slice(4)}`
  const name = 'Demo credentials file'
  tx.send(sql`delete from api_tokens where organization_id = ${tx.actor.organizationId} and id = ${id}`)
  insertRow(tx, 'api_tokens', {
    id,
    personId: tx.actor.id,
    name,
    scopes: ['*'],
    secretHash: hashSecret(token),
    createdAt: tx.now,
  })
  tx.record('token.created', { type: 'token', id }, { name: { to: name }, scopes: { to: ['*'] } })
}

/** Brings passwords and tokens in line with the secret key, which may have been changed since the demo was made. */
export async function renewDemoCredentials(database: Database, secretKey: string, now: Date): Promise<void> {
  const credentials = demoCredentials(secretKey)
  const stale = await Promise.all(
    Object.entries(credentials).map(async ([key, { token }]) => {
      const found = await database.query(sql`select 1 from find_credential(${hashSecret(token)}, ${now})`)
      return found.length === 0 ? [key as DemoName] : []
    }),
  )
  for (const key of stale.flat()) {
    const [{ id: organizationId, timezone }, id] = PEOPLE[key]
    const { name, password, token } = credentials[key]
    const hash = await hashPassword(password)
    const actor: Actor = { type: 'person', id, name, organizationId, roles: [], tokenScopes: ['*'], timezone }
    await transaction(database, { actor, permission: 'token.manage', scopes: ['own'], now }, async (tx) => {
      savePassword(tx, id, hash)
      saveToken(tx, token)
      saveClientAddress(tx, secretKey)
    })
  }
}
