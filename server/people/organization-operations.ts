// What can be done with an organisation: found it with its first Project Admin, change what holds for all of it.
// It lives in people/ because founding touches both, and an operation lives in the rightmost folder it touches.
import { sql, type RawBuilder } from 'kysely'
import {
  DEFAULT_LOCALE,
  DEFAULT_SETTINGS,
  DEFAULT_WORK_WEEK,
  type NewOrganization,
  type Settings,
  type SettingsChange,
} from '../../domain/organization.ts'
import { Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { newId } from '../platform/ids.ts'
import { changesBetween, checkVersion, columnOf, insertRow, json } from '../platform/rows.ts'
import type { Context, Tx } from '../platform/transaction.ts'
import { countOfTypes, getSettings, lockSettings } from './organization-queries.ts'

/** On whose behalf an organisation is founded: its first Project Admin, before either is there. Ids are decided here. */
export function foundingContext({ id, timezone, admin }: NewOrganization, now: Date): Context {
  return {
    actor: {
      type: 'person',
      id: admin.id ?? newId('per', now),
      name: admin.name,
      organizationId: id ?? newId('org', now),
      roles: ['project_admin'],
      tokenScopes: ['*'],
      timezone,
    },
    permission: 'settings.write',
    scopes: ['organization'],
    now,
  }
}

/**
 * Founds the organisation that the transaction acts in, with the actor as its first Project Admin; open the transaction
 * with `foundingContext` of the same input. `already_exists` for an id or e-mail address that is taken anywhere.
 */
export async function createOrganization(tx: Tx, input: NewOrganization): Promise<Settings> {
  const { id: adminId, organizationId: id } = tx.actor
  const { name, timezone, locale = DEFAULT_LOCALE, currency, workWeek = DEFAULT_WORK_WEEK, admin } = input
  tx.send(sql`insert into organizations (id, name, timezone, locale, currency, work_week, settings, created_at, updated_at)
    values (${id}, ${name}, ${timezone}, ${locale}, ${currency}, ${asText(workWeek)}, ${json(DEFAULT_SETTINGS)}, ${tx.now}, ${tx.now})`)
  const person = { name: admin.name, email: admin.email, roles: ['project_admin'] }
  insertRow(tx, 'people', { id: adminId, ...person, createdAt: tx.now, updatedAt: tx.now })
  const organization = { id, name, timezone, locale, currency, workWeek, ...DEFAULT_SETTINGS }
  tx.record('organization.created', { type: 'organization', id, version: 1 }, changesBetween({}, organization))
  tx.record(
    'person.created',
    { type: 'person', id: adminId, version: 1 },
    changesBetween({}, { id: adminId, ...person }),
  )
  return getSettings(tx)
}

/** Changes what holds for all of the organisation; projects keep the currency they were made with. */
export async function updateSettings(tx: Tx, change: SettingsChange): Promise<Settings> {
  const before = await lockSettings(tx)
  await checkVersion(tx, 'organization', before, Object.keys(change))
  const changes = changesBetween<Settings>(before, change as Partial<Settings>)
  if (Object.keys(changes).length === 0) return before
  await refuseTypesInUse(
    tx,
    before.projectTypes.filter((type) => change.projectTypes?.includes(type) === false),
  )
  const { name, timezone, locale, currency, workWeek, ...settings } = change
  const columns = { name, timezone, locale, currency, workWeek: workWeek && asText(workWeek) }
  const sets: RawBuilder<unknown>[] = Object.entries(columns)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => sql`${sql.ref(columnOf(field))} = ${value}`)
  tx.send(sql`update organizations set ${sql.join([...sets, sql`settings = settings || ${json(settings)}`])},
    version = version + 1, updated_at = ${tx.now} where id = ${before.id}`)
  tx.record('organization.updated', { type: 'organization', id: before.id, version: before.version + 1 }, changes)
  return getSettings(tx)
}

const asText = (value: unknown) => JSON.stringify(value)

async function refuseTypesInUse(tx: Tx, types: string[]): Promise<void> {
  if (types.length === 0) return
  const { projects, templates } = await countOfTypes(tx, types)
  if (projects + templates === 0) return
  throw new Problem('in_use', say`Of ${types.join(', ')} there are ${projects} projects and ${templates} templates.`, {
    projects,
    templates,
  })
}
