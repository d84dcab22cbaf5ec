// What the outside may ask about people. Changing one may move dates, suspending one leaves work behind: both are in planning/.
import { z } from 'zod'
import { Id, Instant } from '../../domain/fields.ts'
import { Me, NewPerson, Person } from '../../domain/person.ts'
import { ImportReport } from '../../domain/import.ts'
import { endpoint } from '../platform/endpoint.ts'
import { isRehearsal } from '../platform/import-rows.ts'
import { createPerson, invitePerson, reinstatePerson } from './person-operations.ts'
import { importPeople } from './person-import.ts'
import { getMe, getPerson, listPeople, PersonFilters, PersonPage } from './person-queries.ts'

export const personRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/me',
    may: 'me.read',
    kept: 'agency',
    summary: 'Who I am, my organisation, and what I may do.',
    reply: Me,
    run: (tx) => getMe(tx),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/people',
    may: 'person.read',
    kept: 'agency',
    summary: 'The people of the organisation.',
    query: PersonFilters,
    reply: PersonPage,
    run: (tx, { query }) => listPeople(tx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/people',
    may: 'person.write',
    summary: 'Adds a person; they sign in once they have accepted an invitation.',
    body: NewPerson,
    reply: Person,
    status: 201,
    location: ({ id }) => `/v1/admin/people/${id}`,
    problems: ['already_exists'],
    run: (tx, { body }) => createPerson(tx, body),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/people/import',
    may: 'person.write',
    summary: 'Adds the people of a CSV file who are not here yet, all or none.',
    consumes: ['text/csv'],
    preview: true,
    tellsProgress: true,
    body: z.string(),
    reply: ImportReport,
    problems: ['already_exists'],
    run: (tx, { query, body }) => importPeople(tx, body, isRehearsal(query)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/people/:personId',
    may: 'person.read',
    kept: 'agency',
    summary: 'One person.',
    reply: Person,
    run: (tx, { params }) => getPerson(tx, params.personId),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/people/:personId/invite',
    may: 'person.write',
    summary: 'Mails a link to join, good for 7 days; an earlier one is void.',
    reply: z.strictObject({ personId: Id, email: z.string(), expiresAt: Instant }),
    status: 202,
    problems: ['invalid_transition'],
    run: (tx, { params }) => invitePerson(tx, params.personId),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/people/:personId/reinstate',
    may: 'person.write',
    summary: 'Lets a suspended person in again.',
    reply: Person,
    problems: ['version_conflict'],
    run: (tx, { params }) => reinstatePerson(tx, params.personId),
  }),
]
