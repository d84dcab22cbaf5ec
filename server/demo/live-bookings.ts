// What the demo's people are booked for in the coming weeks, and the days on which they are away. From today on: the past is told
// by the time they recorded.
import { sql } from 'kysely'
import type { NewAllocation } from '../../domain/allocation.ts'
import { Problem } from '../../domain/problems.ts'
import type { Task } from '../../domain/task.ts'
import { changeAllocations } from '../capacity/allocation-operations.ts'
import { publicHolidays } from '../capacity/days-off-queries.ts'
import { createHoliday, createTimeOff } from '../planning/working-time-operations.ts'
import type { Tx } from '../platform/transaction.ts'
import { findTasks } from '../tasks/task-queries.ts'
import type { CastAgency } from './cast-agency.ts'
import type { DemoCalendar } from './demo-calendar.ts'
import { randomOf } from './demo-random.ts'
import type { Happening, ProjectHistory } from './live-projects.ts'

const NIGHT_BEFORE = -6

/** The holidays of the coming year, and somebody's time off now and then. */
export function daysOff(agency: CastAgency, calendar: DemoCalendar): Happening[] {
  const [founder] = agency.people
  const by = founder?.id ?? ''
  const years = [...new Set([calendar.date(0), calendar.date(200)].map((date) => Number(date.slice(0, 4))))]
  const holidays: Happening = {
    at: NIGHT_BEFORE,
    by,
    may: 'settings.write',
    async run(tx) {
      for (const year of years)
        for (const day of await publicHolidays({ country: 'DE', region: 'BE', year, language: 'en' }))
          if (day.on > tx.today) await createHoliday(tx, day)
    },
  }
  return [holidays, ...agency.people.flatMap((person) => timeOffOf(person.id, by, calendar))]
}

function timeOffOf(personId: string, by: string, calendar: DemoCalendar): Happening[] {
  const random = randomOf(`${personId} away`)
  if (!random.chance(0.45)) return []
  const first = random.between(2, 40)
  const input = random.chance(0.25)
    ? { startOn: calendar.date(first), endOn: calendar.date(first), minutesPerDay: 240, note: 'Doctor' }
    : { startOn: calendar.date(first), endOn: calendar.date(first + random.between(1, 9)), note: 'Holiday' }
  const run = (tx: Tx) => createTimeOff(tx, personId, { id: `off_${personId.slice(4)}`, ...input })
  return [{ at: NIGHT_BEFORE + 1, by, may: 'person.write', run }]
}

/** In each project that goes on, those who have its next tasks are booked for what is left to do. */
export function bookings(histories: readonly ProjectHistory[], calendar: DemoCalendar): Happening[] {
  return histories
    .filter(({ project: { cast } }) => ['active', 'onboarding'].includes(cast.status) && cast.deletedDay === undefined)
    .map(({ project }): Happening => {
      const run = (tx: Tx) => book(tx, project.id, calendar)
      return { at: NIGHT_BEFORE + 2, by: project.cast.managerId, may: 'schedule.update', run }
    })
}

/**
 * Somebody with a full day in the coming week can not come that day: what is booked on it has to go elsewhere. It is whoever
 * is on the fewest projects, for the health of each of them suffers.
 */
export function fallenIll({ people }: CastAgency, calendar: DemoCalendar): Happening {
  const run = async (tx: Tx) => {
    const fullest = await tx.first<{ personId: string; on: string }>(sql`
      select d.person_id as "personId", d."on" from person_days d where d.organization_id = ${tx.actor.organizationId}
        and d."on" between ${calendar.date(1)}::date and ${calendar.date(6)}::date and d.booked_minutes > 120
      order by (select count(*) from project_members m where m.organization_id = d.organization_id and m.person_id = d.person_id),
        d.booked_minutes desc, d.person_id, d."on" limit 1`)
    if (!fullest) return
    const { personId, on } = fullest
    await createTimeOff(tx, personId, { id: 'off_ill', startOn: on, endOn: on, note: 'Ill' })
  }
  return { at: -0.5, by: people[0]?.id ?? '', may: 'person.write', run }
}

const WEEKS_AHEAD = 4

async function book(tx: Tx, projectId: string, calendar: DemoCalendar): Promise<void> {
  const [from, to] = [calendar.date(0), calendar.date(5 * WEEKS_AHEAD)]
  const tasks = await findTasks(
    tx,
    sql`t.project_id = ${projectId} and t.kind = 'task' and t.status in ('pending', 'in_progress')
      and t.due_on >= ${from}::date and t.start_on <= ${to}::date and t.estimate_minutes is not null`,
  )
  for (const task of tasks) for (const create of wanted(task, from)) await bookOrAsk(tx, projectId, create)
}

function wanted(task: Task, from: string): NewAllocation[] {
  const { startOn, dueOn, assigneeIds, estimateMinutes, spentMinutes } = task
  const left = Math.floor(((estimateMinutes ?? 0) - spentMinutes) / Math.max(1, assigneeIds.length))
  if (startOn === null || dueOn === null || left < 15) return []
  const id = `alc${task.id.slice(3)}`
  const window = { taskId: task.id, startOn: startOn > from ? startOn : from, endOn: dueOn, totalMinutes: left }
  // Now and then nobody has been found yet.
  if (randomOf(id).chance(0.06)) return [{ id, placeholder: { skill: 'copywriting' }, ...window }]
  return assigneeIds.map((personId, i) => ({ id: `${id}_${i + 1}`, personId, ...window }))
}

/** Booked where there is room; where there is none, it is asked for. */
async function bookOrAsk(tx: Tx, projectId: string, create: NewAllocation): Promise<void> {
  try {
    await changeAllocations(tx, projectId, { create: [create] })
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'schedule_conflict') return ignoreNoDay(error)
    await changeAllocations(tx, projectId, { create: [{ ...create, status: 'tentative' }] })
  }
}

/** Somebody who is away all the while can not be booked at all. */
function ignoreNoDay(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== 'validation_error') throw error
}
