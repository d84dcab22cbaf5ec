// What the outside may ask and change about when people work: holidays, time off, weeks and availability.
import { z } from 'zod'
import { ScheduleConflict } from '../../domain/allocation.ts'
import {
  Holiday,
  HolidayChange,
  HolidayImport,
  NewHoliday,
  NewTimeOff,
  TimeOff,
  TimeOffChange,
} from '../../domain/days-off.ts'
import { Id, Instant } from '../../domain/fields.ts'
import { Settings, SettingsChange } from '../../domain/organization.ts'
import { Person, PersonChange } from '../../domain/person.ts'
import {
  getHoliday,
  getTimeOff,
  HolidayFilters,
  HolidayPage,
  listHolidays,
  listTimeOff,
  TimeOffFilters,
  TimeOffPage,
} from '../capacity/days-off-queries.ts'
import { endpoint } from '../platform/endpoint.ts'
import {
  changePerson,
  changeSettings,
  createHoliday,
  createTimeOff,
  deleteHoliday,
  deleteTimeOff,
  importHolidays,
  updateHoliday,
  updateTimeOff,
} from './working-time-operations.ts'

const overloads = z.array(ScheduleConflict).meta({ description: 'Days that are over their capacity by this.' })
const ChangedHoliday = Holiday.extend({ overloads }).meta({ id: 'ChangedHoliday' })
const ChangedTimeOff = TimeOff.extend({ overloads }).meta({ id: 'ChangedTimeOff' })
const Gone = z.strictObject({ id: Id, deletedAt: Instant })

const holidayRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/holidays',
    may: 'settings.read',
    summary: 'Days on which the organisation does not work.',
    query: HolidayFilters,
    reply: HolidayPage,
    run: (tx, { query }) => listHolidays(tx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/holidays',
    may: 'settings.write',
    summary: 'Makes a day a holiday; dates follow, and bookings on it are told.',
    preview: true,
    body: NewHoliday,
    reply: ChangedHoliday,
    status: 201,
    location: ({ id }) => `/v1/admin/holidays/${id}`,
    problems: ['already_exists'],
    run: (tx, { body }) => createHoliday(tx, body),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/holidays/import',
    may: 'settings.write',
    summary: 'Adds the public holidays of a country or region in a year.',
    preview: true,
    body: HolidayImport,
    reply: z.strictObject({ created: z.array(Holiday), kept: z.array(Holiday), overloads }),
    run: (tx, { body }) => importHolidays(tx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/holidays/:holidayId',
    may: 'settings.read',
    summary: 'One holiday.',
    reply: Holiday,
    run: (tx, { params }) => getHoliday(tx, params.holidayId),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/holidays/:holidayId',
    may: 'settings.write',
    summary: 'Changes a holiday.',
    preview: true,
    body: HolidayChange,
    reply: ChangedHoliday,
    problems: ['already_exists'],
    run: (tx, { params, body }) => updateHoliday(tx, params.holidayId, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/admin/holidays/:holidayId',
    may: 'settings.write',
    summary: 'Makes the day a working day again.',
    preview: true,
    reply: Gone,
    run: (tx, { params }) => deleteHoliday(tx, params.holidayId),
  }),
]

const timeOffRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/people/:personId/time-off',
    may: 'person.read',
    summary: 'A person’s days off.',
    query: TimeOffFilters,
    reply: TimeOffPage,
    run: (tx, { params, query }) => listTimeOff(tx, params.personId, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/people/:personId/time-off',
    may: 'person.write',
    summary: 'Gives a person days off; dates follow, and bookings on them are told.',
    preview: true,
    body: NewTimeOff,
    reply: ChangedTimeOff,
    status: 201,
    location: ({ id, ...rest }) => `/v1/admin/people/${(rest as TimeOff).personId}/time-off/${id}`,
    problems: ['already_exists'],
    run: (tx, { params, body }) => createTimeOff(tx, params.personId, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/people/:personId/time-off/:timeOffId',
    may: 'person.read',
    summary: 'One time off.',
    reply: TimeOff,
    run: (tx, { params }) => getTimeOff(tx, params.personId, params.timeOffId),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/people/:personId/time-off/:timeOffId',
    may: 'person.write',
    summary: 'Changes a time off.',
    preview: true,
    body: TimeOffChange,
    reply: ChangedTimeOff,
    run: (tx, { params, body }) => updateTimeOff(tx, params.personId, params.timeOffId, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/admin/people/:personId/time-off/:timeOffId',
    may: 'person.write',
    summary: 'Takes a time off back.',
    preview: true,
    reply: Gone,
    run: (tx, { params }) => deleteTimeOff(tx, params.personId, params.timeOffId),
  }),
]

export const workingTimeRoutes = [
  ...holidayRoutes,
  ...timeOffRoutes,
  endpoint({
    method: 'PUT',
    path: '/v1/admin/people/:personId',
    may: 'person.write',
    summary: 'Changes a person, their roles, teams and capacity; dates follow.',
    preview: true,
    body: PersonChange,
    reply: Person,
    problems: ['already_exists', 'last_admin'],
    run: (tx, { params, body }) => changePerson(tx, params.personId, body),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/settings',
    may: 'settings.write',
    summary:
      'Changes the organisation’s name, zone, currency, working week and the rest of its settings; dates follow.',
    preview: true,
    body: SettingsChange,
    reply: Settings,
    problems: ['in_use'],
    run: (tx, { body }) => changeSettings(tx, body),
  }),
]
