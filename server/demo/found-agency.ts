// A demo agency before its first project: founded, templates written, people hired, teams made, clients taken on.
import { sql } from 'kysely'
import { savePassword } from '../access/password-operations.ts'
import { createAccount } from '../accounts/account-operations.ts'
import { createOrganization, foundingContext } from '../people/organization-operations.ts'
import { createPerson, updatePerson } from '../people/person-operations.ts'
import { createTeam, updateTeam } from '../people/team-operations.ts'
import type { Database } from '../platform/database.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import { addDefaultTemplates } from '../projects/template-operations.ts'
import type { CastAccount, CastAgency, CastPerson } from './cast-agency.ts'
import { DAY, type DemoCalendar } from './demo-calendar.ts'
import { demoCredentials, saveClientAddress, saveToken } from './demo-credentials.ts'
import type { Happening } from './live-projects.ts'
import { performIn, type Cast } from './perform.ts'

/** Founds it, marked as a demo from its first moment on, so that whatever is cut off later can be told and removed. */
export async function foundAgency(database: Database, agency: CastAgency, cast: Cast): Promise<void> {
  const { id, name, timezone, currency, foundedDay } = agency
  const founder = founderOf(agency)
  const admin = { id: founder.id, name: founder.name, email: founder.email }
  const input = { id, name, timezone, currency, admin }
  const context = { ...foundingContext(input, cast.calendar.instant(foundedDay * DAY + 20)), isHistory: true }
  await transaction(database, context, async (tx) => {
    await createOrganization(tx, input)
    tx.send(sql`update organizations set demo = true where id = ${id}`)
    await performIn(tx, cast, firstYear(agency, cast.calendar))
  })
}

function founderOf({ people }: CastAgency): CastPerson {
  const [founder] = people
  if (!founder) throw new Error('an agency begins with somebody')
  return founder
}

/** What the founder entered, in order. */
function firstYear(agency: CastAgency, calendar: DemoCalendar): Happening[] {
  const founder = founderOf(agency)
  const by = founder.id
  const start = agency.foundedDay * DAY
  const at = (day: number, minute: number) => day * DAY + minute
  const hired = agency.people.filter((person) => person !== founder)
  const { teamIds = [], services = [], skills = [] } = founder
  return [
    { at: start + 40, by, may: 'template.write' as const, run: addDefaultTemplates },
    ...agency.teams.map(({ id, name, services: delivered }, i): Happening => {
      return {
        at: start + 60 + i * 4,
        by,
        may: 'team.write',
        run: (tx) => createTeam(tx, { id, name, services: delivered }),
      }
    }),
    {
      at: start + 90,
      by,
      may: 'person.write' as const,
      run: (tx: Tx) => updatePerson(tx, by, { teamIds, services, skills }),
    },
    ...hired.map((person, i) => hiring(person, i, by, calendar)),
    ...agency.teams.map(({ id, leadId }, i): Happening => {
      return {
        at: at(agency.foundedDay + 2, 30 + i * 5),
        by,
        may: 'team.write',
        run: (tx) => updateTeam(tx, id, { leadId }),
      }
    }),
    ...agency.accounts.map((client, i) => takingOn(client, at(agency.foundedDay + 5 + i * 6, 100), by)),
  ].toSorted((a, b) => a.at - b.at)
}

function takingOn({ subjects: _, ...input }: CastAccount, at: number, by: string): Happening {
  return { at, by, may: 'account.write', run: (tx) => createAccount(tx, input) }
}

function hiring(person: CastPerson, place: number, by: string, calendar: DemoCalendar): Happening {
  const { hiredDay, week, invited: _, ...input } = person
  const weeklyCapacity = week && [{ validFrom: calendar.date(hiredDay), minutes: week }]
  return {
    at: hiredDay * DAY + 10 + place * 6,
    by,
    may: 'person.write',
    run: (tx) => createPerson(tx, { ...input, ...(weeklyCapacity && { weeklyCapacity }) }),
  }
}

/** Lets everybody in: on the day they were hired they chose a password, and the people of the credentials made a token. */
export async function letIn(database: Database, agency: CastAgency, cast: Cast, keys: SignInKeys): Promise<void> {
  const known = new Map(Object.values(demoCredentials(keys.secretKey)).map((person) => [person.id, person]))
  const [shared, hashes] = await Promise.all([keys.shared, keys.hashes])
  const happenings = agency.people
    .filter(({ invited }) => invited !== true)
    .map(({ id, hiredDay }, i): Happening => {
      return {
        at: hiredDay * DAY + 240 + i * 3,
        by: id,
        may: 'me.password',
        run: async (tx) => {
          savePassword(tx, id, hashes.get(id) ?? shared)
          tx.record('person.joined', { type: 'person', id }, {})
          const token = known.get(id)?.token
          if (token !== undefined) saveToken(tx, token)
        },
      }
    })
  const context = { ...foundingContext({ ...agency, admin: founderOf(agency) }, cast.now), isHistory: true }
  await transaction(database, context, async (tx) => {
    await performIn(tx, cast, happenings)
    saveClientAddress(tx, keys.secretKey)
  })
}

export interface SignInKeys {
  secretKey: string
  hashes: Promise<Map<string, string>>
  shared: Promise<string>
}
