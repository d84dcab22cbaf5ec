// What a preview says: which bars move where, who would be over, which bookings give way. Read from the server's changes.
import type { Change, ChangedSchedulePlanned, ProjectSchedule, Task } from '../../api-types.ts'
import { minutesOver } from './load-cells.ts'
import { dateOf, dayNumber } from './time-axis.ts'

export interface Moved {
  taskId: string
  start: number
  finish: number
  wasStartOn: string | null
  wasDueOn: string | null
  startOn: string
  dueOn: string
  /** The task whose change led to it; null where it is that task itself. */
  causeId: string | null
}

type Planned = Pick<ChangedSchedulePlanned, 'tasks' | 'milestones' | 'changes'>

/** The tasks whose dates would be others than now, those that were asked for first. */
export function movedTasks({ tasks, milestones, changes }: Planned, now: ReadonlyMap<string, Task>): Moved[] {
  const causes = causesIn(changes)
  const moved = [...tasks, ...milestones].flatMap(({ id, startOn, dueOn }): Moved[] => {
    const was = now.get(id)
    if (!was || startOn === null || dueOn === null || (was.startOn === startOn && was.dueOn === dueOn)) return []
    const [start, finish] = [dayNumber(startOn), dayNumber(dueOn)]
    const before = { wasStartOn: was.startOn, wasDueOn: was.dueOn }
    return [{ taskId: id, start, finish, startOn, dueOn, ...before, causeId: causes.get(id) ?? null }]
  })
  return moved.toSorted((a, b) => Number(a.causeId !== null) - Number(b.causeId !== null) || a.start - b.start)
}

/** The tasks that have dates now and would have none any more. */
export function putOff({ undated }: Pick<ChangedSchedulePlanned, 'undated'>, dated: readonly Task[]): Task[] {
  const then = new Set(undated.map(({ id }) => id))
  return dated.filter(({ id }) => then.has(id))
}

/** Which other task's change led to a task's move. */
function causesIn(changes: readonly Change[]): Map<string, string> {
  const causes = new Map<string, string>()
  for (const { entity, event, causedBy } of changes)
    if (event === 'task.dates_moved' && causedBy?.type === 'task' && causedBy.id !== entity.id)
      causes.set(entity.id, causedBy.id)
  return causes
}

export interface OverDay {
  personId: string
  name: string
  date: string
  minutesOver: number
}
type Loads = Pick<ProjectSchedule, 'from' | 'people'>

/** Days that are over, or more so, than they are now; both are of the same days. */
export function newlyOver(now: Loads, then: Loads): OverDay[] {
  const before = new Map(now.people.map((person) => [person.personId, minutesOver(person)]))
  const first = dayNumber(then.from)
  return then.people.flatMap((person) => {
    const { personId, name } = person
    const was = before.get(personId)
    return minutesOver(person).flatMap((over, n): OverDay[] =>
      over > (was?.[n] ?? 0) ? [{ personId, name, date: dateOf(first + n), minutesOver: over }] : [],
    )
  })
}

/** Bookings that no longer fit where their task goes: they become tentative. */
export const givenWay = (changes: readonly Change[]): string[] =>
  changes.flatMap(({ entity, changes: fields }) =>
    entity.type === 'allocation' && fields.status?.to === 'tentative' ? entity.id : [],
  )

type Trouble = ProjectSchedule['conflicts'][number]
const keyOf = (trouble: Trouble): string =>
  trouble.kind === 'overbooked'
    ? `over ${trouble.personId} ${trouble.date}`
    : trouble.kind === 'broken_link'
      ? `link ${trouble.predecessorId} ${trouble.taskId} ${trouble.type}`
      : `deadline ${trouble.taskId}`

/** What of the plan would not fit any more, and what would fit again. */
export function troubleDifference(
  now: readonly Trouble[],
  then: ChangedSchedulePlanned['conflicts'],
): { added: Trouble[]; settled: Trouble[] } {
  const [before, after] = [new Set(now.map(keyOf)), new Set(then.map(keyOf))]
  return {
    added: then.filter((trouble) => !before.has(keyOf(trouble))),
    settled: now.filter((trouble) => !after.has(keyOf(trouble))),
  }
}
