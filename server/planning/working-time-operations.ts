// Changes of when people work: days off, weeks, availability. Each brings the ledger of bookings and the dates of tasks up to
// date in its own transaction; it always succeeds, and tells which days hold too much from then on.
import { sql } from 'kysely'
import type { ScheduleConflict } from '../../domain/allocation.ts'
import type {
  Holiday,
  HolidayChange,
  HolidayImport,
  NewHoliday,
  NewTimeOff,
  TimeOff,
  TimeOffChange,
} from '../../domain/days-off.ts'
import type { Settings, SettingsChange } from '../../domain/organization.ts'
import type { Person, PersonChange } from '../../domain/person.ts'
import * as daysOff from '../capacity/days-off-operations.ts'
import { holdCalendar } from '../capacity/ledger.ts'
import { EVERYBODY, recomputeCapacity } from '../capacity/recompute-capacity.ts'
import { updateSettings } from '../people/organization-operations.ts'
import { updatePerson } from '../people/person-operations.ts'
import type { Tx } from '../platform/transaction.ts'
import { holdTied } from './network.ts'
import { replan } from './replan.ts'

type Whose = readonly string[] | typeof EVERYBODY
/** Days on which more is booked than there is room for, by this change. */
interface Overloads {
  overloads: ScheduleConflict[]
}

export const createTimeOff = (tx: Tx, personId: string, input: NewTimeOff): Promise<TimeOff & Overloads> =>
  moving(tx, [personId], async () => flat(await daysOff.createTimeOff(tx, personId, input)))
export const updateTimeOff = (
  tx: Tx,
  personId: string,
  id: string,
  change: TimeOffChange,
): Promise<TimeOff & Overloads> =>
  moving(tx, [personId], async () => flat(await daysOff.updateTimeOff(tx, personId, id, change)))
export const deleteTimeOff = (tx: Tx, personId: string, id: string): Promise<{ id: string; deletedAt: string }> =>
  moving(tx, [personId], () => daysOff.deleteTimeOff(tx, personId, id))

const flat = ({ timeOff, overloads }: daysOff.ChangedTimeOff): TimeOff & Overloads => ({ ...timeOff, overloads })
const flatHoliday = ({ holiday, overloads }: daysOff.ChangedHoliday): Holiday & Overloads => ({ ...holiday, overloads })

export const createHoliday = (tx: Tx, input: NewHoliday): Promise<Holiday & Overloads> =>
  moving(tx, EVERYBODY, async () => flatHoliday(await daysOff.createHoliday(tx, input)))
export const updateHoliday = (tx: Tx, id: string, change: HolidayChange): Promise<Holiday & Overloads> =>
  moving(tx, EVERYBODY, async () => flatHoliday(await daysOff.updateHoliday(tx, id, change)))
export const deleteHoliday = (tx: Tx, id: string): Promise<{ id: string; deletedAt: string }> =>
  moving(tx, EVERYBODY, () => daysOff.deleteHoliday(tx, id))
export const importHolidays = (
  tx: Tx,
  asked: HolidayImport,
): Promise<{ created: Holiday[]; kept: Holiday[] } & Overloads> =>
  moving(tx, EVERYBODY, () => daysOff.importHolidays(tx, asked))

/** Changes a person; where that is about their time, the days from today on hold what they hold then. */
export function changePerson(tx: Tx, id: string, change: PersonChange): Promise<Person> {
  if (!change.weeklyCapacity && change.availabilityFactor === undefined) return updatePerson(tx, id, change)
  return moving(tx, [id], async () => {
    const person = await updatePerson(tx, id, change)
    await recomputeCapacity(tx, [id], tx.today)
    return person
  })
}

/** Changes what holds for all of the organisation; another working week moves what lies on it, another zone the days on which work was done. */
export function changeSettings(tx: Tx, change: SettingsChange): Promise<Settings> {
  if (!change.workWeek && change.timezone === undefined) return updateSettings(tx, change)
  return moving(tx, EVERYBODY, async () => {
    const settings = await updateSettings(tx, change)
    await recomputeCapacity(tx, EVERYBODY, tx.today)
    return settings
  })
}

/**
 * Does the work with everything held that depends on these people's time, projects before people, and plans the projects
 * anew with it. Whoever plans shares the organisation's calendar, so no plan is made by days that are about to change.
 */
async function moving<T>(tx: Tx, whose: Whose, work: () => Promise<T>): Promise<T> {
  await holdProjects(tx, whose)
  holdCalendar(tx, 'alone')
  const done = tx.recorded.length
  const result = await work()
  const cause = tx.recorded[done]?.id
  // Asked again: an assignment may have come through until the calendar was held.
  const ids = await holdProjects(tx, whose)
  if (cause !== undefined)
    for (let i = 0; i < ids.length; i += AT_ONCE) await replan(tx, ids.slice(i, i + AT_ONCE), [{ id: cause, cause }])
  return result
}

/** So many projects are read and planned in one go. */
const AT_ONCE = 200

/** Holds the projects that have work planned for these people, and all that is tied to them. */
async function holdProjects(tx: Tx, whose: Whose): Promise<string[]> {
  const theirs =
    whose === EVERYBODY
      ? sql`true`
      : sql`exists (select 1 from task_assignees a where a.organization_id = t.organization_id and a.task_id = t.id
          and a.person_id = any(${whose}))`
  const planned = sql<{ id: string }>`
    select p.id from projects p where p.organization_id = ${tx.actor.organizationId} and p.deleted_at is null
      and exists (select 1 from tasks t where t.organization_id = p.organization_id and t.project_id = p.id
        and t.deleted_at is null and t.status not in ('completed', 'cancelled') and t.early_start_on is not null and ${theirs})`
  holdTied(tx, planned)
  const rows = await tx.rows(sql<{ id: string }>`${planned} order by p.id`)
  return rows.map(({ id }) => id)
}
