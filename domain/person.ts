// Who works here: people, teams, and what a person is allowed to be.
import { z } from 'zod'
import { CivilDate, Email, Id, idList, Instant, line, Slug } from './fields.ts'
import { permissionNames, ROLES, type Role } from './permissions.ts'

export const Roles = z
  .array(z.enum(ROLES))
  .max(ROLES.length)
  .refine((roles) => new Set(roles).size === roles.length, 'names a role twice')
const slugs = z
  .array(Slug)
  .max(50)
  .refine((items) => new Set(items).size === items.length, 'names one twice')
const skills = z
  .array(line(60))
  .max(50)
  .refine((items) => new Set(items).size === items.length, 'names one twice')

/** Minutes of work, Monday to Sunday. */
export const WeekMinutes = z.array(z.int().min(0).max(1440)).length(7)
export const WeeklyCapacity = z
  .strictObject({ validFrom: CivilDate, minutes: WeekMinutes })
  .meta({ id: 'WeeklyCapacity', description: 'Minutes per weekday, Monday first, from a day on.' })

const personFields = {
  name: line(200),
  email: Email,
  roles: Roles,
  services: slugs.meta({ description: 'Project types they deliver.' }),
  skills,
  teamIds: idList(50),
  weeklyCapacity: z
    .array(WeeklyCapacity)
    .max(100)
    .refine((weeks) => new Set(weeks.map((week) => week.validFrom)).size === weeks.length, 'names a day twice')
    .meta({ description: 'The organisation’s week where empty.' }),
  availabilityFactor: z
    .number()
    .min(0)
    .max(1)
    .refine((factor) => Math.round(factor * 1000) / 1000 === factor, 'has at most three decimals'),
}

export const Person = z
  .strictObject({
    id: Id,
    ...personFields,
    active: z.boolean().meta({ description: 'False while suspended: no way in, and nothing new is assigned.' }),
    joinedAt: Instant.nullable().meta({
      description: 'When they first set a password; null while the invitation is open.',
    }),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Person' })
export type Person = z.infer<typeof Person>

const some = (description: string) =>
  z.strictObject({ count: z.int(), ids: z.array(Id) }).meta({ description: `${description}; a hundred of them by id.` })
/** What is left with somebody who is shut out; it stays theirs until somebody moves it. */
export const SuspendedPerson = Person.extend({
  openTasks: some('Tasks they are assigned to that are not finished, by when they are due'),
  futureBookings: some('Bookings after today, by their start'),
}).meta({ id: 'SuspendedPerson' })
export type SuspendedPerson = z.infer<typeof SuspendedPerson>

export const NewPerson = z
  .strictObject({ id: Id, ...personFields })
  .partial()
  .required({ name: true, email: true, roles: true })
  .meta({ id: 'NewPerson' })
export type NewPerson = z.infer<typeof NewPerson>

export const PersonChange = z
  .strictObject(personFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names at least one field to change')
  .meta({ id: 'PersonChange' })
export type PersonChange = z.infer<typeof PersonChange>

/** Roles are a set: kept in the order of the table, so that the same ones compare equal. */
export const inOrder = (roles: readonly Role[]): Role[] => ROLES.filter((role) => roles.includes(role))

export const isActiveAdmin = (person: Pick<Person, 'roles' | 'active'>): boolean =>
  person.active && person.roles.includes('project_admin')

/** Who I am, where I work and how far I may reach: enough to draw a page from. */
export const Me = Person.extend({
  organization: z.strictObject({ id: Id, name: z.string(), timezone: z.string(), currency: z.string() }),
  lacksSecondFactor: z.boolean().meta({
    description: 'The organisation wants a second factor, and there is none yet: nothing else is open until then.',
  }),
  permissions: z
    .record(z.enum(permissionNames), z.array(z.enum(['organization', 'assigned', 'team', 'accounts', 'own'])))
    .meta({ description: 'For each permission how far it reaches; empty where not at all.' }),
}).meta({ id: 'Me' })
export type Me = z.infer<typeof Me>

const teamFields = { name: line(200), leadId: Id.nullable(), memberIds: idList(200), services: slugs }
export const Team = z
  .strictObject({ id: Id, ...teamFields, version: z.int(), createdAt: Instant, updatedAt: Instant })
  .meta({ id: 'Team' })
export type Team = z.infer<typeof Team>
export const NewTeam = z
  .strictObject({ id: Id, ...teamFields })
  .partial()
  .required({ name: true })
  .meta({ id: 'NewTeam' })
export type NewTeam = z.infer<typeof NewTeam>
export const TeamChange = z
  .strictObject(teamFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'names at least one field to change')
  .meta({ id: 'TeamChange' })
export type TeamChange = z.infer<typeof TeamChange>

/** At least this many characters; length is what makes a password strong. */
export const Password = z.string().min(10, 'has 10 characters or more').max(200)
