// The time that people of the demo recorded: on what they were working on, on the day itself, no more than a day's work.
import { createTimeEntry } from '../tasks/time-entry-operations.ts'
import { DAY, type DemoCalendar } from './demo-calendar.ts'
import { randomOf } from './demo-random.ts'
import { TIME_NOTES } from './demo-texts.ts'
import type { Happening, ProjectHistory } from './live-projects.ts'
import type { Life } from './live-tasks.ts'
import type { PlannedTask } from './plan-projects.ts'

const MOST_A_DAY = 450

/** All that was recorded, person by person, in the order of time. */
export function timeRecorded(calendar: DemoCalendar, histories: readonly ProjectHistory[]): Map<string, Happening[]> {
  const byPerson = new Map<string, Happening[]>()
  const full = new Map<string, number>()
  for (const { project, lives } of histories) {
    if (project.cast.deletedDay !== undefined) continue
    const end = (project.cast.endDay ?? 0) * DAY
    for (const task of project.tasks) {
      for (const { personId, day, minutes, note, n } of timesOf(task, lives.get(task.key) as Life, end)) {
        const place = `${personId} ${day}`
        const booked = full.get(place) ?? 0
        if (booked + minutes > MOST_A_DAY) continue
        full.set(place, booked + minutes)
        const input = { id: `tim${task.id.slice(3)}_${n}`, on: calendar.date(day), minutes, note }
        const happening: Happening = {
          at: day * DAY + 440 + booked / 15,
          by: personId,
          may: 'time.write',
          run: (tx) => createTimeEntry(tx, task.id, input),
        }
        byPerson.set(personId, [...(byPerson.get(personId) ?? []), happening])
      }
    }
  }
  for (const [id, happenings] of byPerson)
    byPerson.set(
      id,
      happenings.toSorted((a, b) => a.at - b.at),
    )
  return byPerson
}

interface Time {
  personId: string
  day: number
  minutes: number
  note: string
  n: number
}

function timesOf(task: PlannedTask, { begunAt, doneAt }: Life, end: number): Time[] {
  const random = randomOf(`${task.id} time`)
  const until = Math.min(doneAt, end - 30)
  if (task.estimateMinutes === null || begunAt >= until || random.chance(0.4)) return []
  const [first, last] = [Math.floor(begunAt / DAY), Math.floor((until - 440) / DAY)]
  // In a day's last minutes: what was finished before then is recorded with the day before, or not at all.
  const days = Math.max(0, Math.min(last - first + 1, random.between(1, 3)))
  const share = doneAt < end ? random.between(70, 125) / 100 : random.between(20, 60) / 100
  const minutes = Math.max(15, Math.round((task.estimateMinutes * share) / Math.max(days, 1) / 15) * 15)
  return Array.from({ length: days }, (_, i) => ({
    personId: task.assigneeIds[i % task.assigneeIds.length] ?? '',
    day: first + Math.floor((i * (last - first + 1)) / days),
    minutes: Math.min(minutes, 420),
    note: random.pick(TIME_NOTES),
    n: i + 1,
  }))
}
