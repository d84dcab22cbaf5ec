// By which days the work of a project is counted: its own calendar, else the organisation's, both with their days off.
import { sql, type RawBuilder } from 'kysely'
import { compileCalendar, type WorkCalendar } from '../../domain/calendar.ts'
import { rememberedCalendar } from '../planning/calendar-memory.ts'
import { calendarOf, type Network, type NetworkProject } from '../planning/network.ts'

/** How the organisation works: its week and its holidays. */
export type OfficeDays = Pick<Network, 'workWeek' | 'holidays'>

export const officeDays = (organizationId: string): RawBuilder<OfficeDays> => sql<OfficeDays>`
  select o.work_week as "workWeek", (select coalesce(json_agg(json_build_object('on', h."on", 'name', h.name) order by h."on"), '[]')
    from holidays h where h.organization_id = o.id) as holidays
  from organizations o where o.id = ${organizationId}`

export function workCalendar(office: OfficeDays, calendar: NetworkProject['calendar']): WorkCalendar {
  const { week, exceptions } = calendarOf(office, { calendar })
  // A plan that never works still has people who have to know: its days all count.
  const counted = Object.values(week).some((day) => day.length > 0) ? week : { ...week, ...EVERY_DAY }
  return rememberedCalendar(['signals', counted, [...exceptions]], () => compileCalendar({ week: counted, exceptions }))
}

const ALL_DAY = [{ from: '00:00', to: '24:00' }]
const EVERY_DAY = { mon: ALL_DAY, tue: ALL_DAY, wed: ALL_DAY, thu: ALL_DAY, fri: ALL_DAY, sat: ALL_DAY, sun: ALL_DAY }
