// The rows of the schedule, from what the server tells: teams with their people, the bookings of who is opened, and what
// nobody is booked for yet. And the sums that are shown.
import type { OpenBooking, PeopleSchedule, Person, PersonSchedule, ShownBooking, Team } from '../../api-types.ts'
import { addDays } from '../../formats.ts'
import type { ScheduleState } from './schedule-state.ts'

export interface Load {
  capacity: number
  booked: number
  tentative: number
  over: number
}
/** Bookings side by side; nothing until they are known. */
export type Lanes = ShownBooking[][]
export interface ScheduledPerson {
  schedule: PersonSchedule
  person: Person | undefined
  /** One for each column of the axis. */
  loads: Load[]
  /** Day → how long they are off; null is the whole day. */
  off: ReadonlyMap<string, number | null>
}
export interface TeamGroup {
  id: string
  name: string
  people: ScheduledPerson[]
  loads: Load[]
  total: Load
}
export type Row =
  | { kind: 'open-heading'; key: string; count: number; isOpen: boolean }
  | { kind: 'open'; key: string; booking: OpenBooking }
  | { kind: 'team'; key: string; group: TeamGroup; isOpen: boolean }
  | { kind: 'person'; key: string; person: ScheduledPerson; isOpen: boolean }
  | { kind: 'bookings'; key: string; person: ScheduledPerson; lanes: Lanes | undefined }

export function totalOf(loads: readonly Load[]): Load {
  const total: Load = { capacity: 0, booked: 0, tentative: 0, over: 0 }
  for (const { capacity, booked, tentative, over } of loads) {
    total.capacity += capacity
    total.booked += booked
    total.tentative += tentative
    total.over += over
  }
  return total
}

/** The server sums them up for the columns as they are. */
const loadsOf = ({ days }: PersonSchedule): Load[] =>
  days.map(({ capacityMinutes, bookedMinutes, tentativeMinutes, overbookMinutes }) => ({
    capacity: capacityMinutes,
    booked: bookedMinutes,
    tentative: tentativeMinutes,
    over: overbookMinutes,
  }))

/** Everybody, with what the columns show of them. */
export function scheduledPeople(pages: readonly PeopleSchedule[], people: readonly Person[]) {
  const byId = new Map(people.map((person) => [person.id, person]))
  const off = new Map<string, Map<string, number | null>>()
  for (const { personId, startOn, endOn, minutesPerDay } of pages.flatMap((page) => page.timeOff)) {
    const days = off.get(personId) ?? new Map<string, number | null>()
    off.set(personId, days)
    for (let day = startOn; day <= endOn; day = addDays(day, 1)) days.set(day, minutesPerDay)
  }
  return pages
    .flatMap((page) => page.people)
    .map((schedule): ScheduledPerson => ({
      schedule,
      person: byId.get(schedule.personId),
      loads: loadsOf(schedule),
      off: off.get(schedule.personId) ?? new Map(),
    }))
}

export const skillsAndServices = (people: readonly Person[]) => ({
  skills: [...new Set(people.flatMap(({ skills }) => skills))].toSorted(),
  services: [...new Set(people.flatMap(({ services }) => services))].toSorted(),
})

/** Whether somebody has this skill, or delivers this service: `skill:copywriting`, `service:seo`. */
export function isAble(person: Person | undefined, able: string): boolean {
  const [kind, name = ''] = able.split(/:(.*)/s)
  return (kind === 'skill' ? person?.skills : person?.services)?.includes(name) ?? false
}

/** Teams by name, everybody under the first of theirs; who is in none comes last. */
export function groupByTeam(all: readonly ScheduledPerson[], teams: readonly Team[], none: string): TeamGroup[] {
  const groups = [...teams.map(({ id, name }) => ({ id, name })), { id: 'none', name: none }]
  const home = ({ person }: ScheduledPerson) => groups.find(({ id }) => person?.teamIds.includes(id))?.id ?? 'none'
  const byTeam = Map.groupBy(all, home)
  return groups.flatMap(({ id, name }) => {
    const people = byTeam.get(id) ?? []
    if (people.length === 0) return []
    const columns = people[0]?.loads.length ?? 0
    const loads = Array.from({ length: columns }, (_, n) => totalOf(people.flatMap((each) => each.loads[n] ?? [])))
    return [{ id, name, people, loads, total: totalOf(loads) }]
  })
}

/** Those of a team, a skill, a name, or over their capacity. */
export function chosenPeople(all: readonly ScheduledPerson[], state: ScheduleState): ScheduledPerson[] {
  const { team, person: one, able, overOnly } = state
  return all.filter(
    ({ schedule, person }) =>
      (!team || person?.teamIds.includes(team)) &&
      (!one || schedule.personId === one) &&
      (!able || isAble(person, able)) &&
      (!overOnly || schedule.overbookMinutes > 0),
  )
}

export function rowsOf(
  groups: readonly TeamGroup[],
  placeholders: readonly OpenBooking[],
  state: ScheduleState,
  lanes: ReadonlyMap<string, Lanes>,
): Row[] {
  const rows: Row[] = []
  if (placeholders.length > 0) {
    const isOpen = !state.closed.has('open')
    rows.push({ kind: 'open-heading', key: 'open', count: placeholders.length, isOpen })
    if (isOpen) for (const booking of placeholders) rows.push({ kind: 'open', key: booking.allocationId, booking })
  }
  for (const group of groups) {
    const isOpen = !state.closed.has(group.id)
    rows.push({ kind: 'team', key: `team:${group.id}`, group, isOpen })
    if (isOpen) for (const person of group.people) rows.push(...personRows(person, state.open, lanes))
  }
  return rows
}

function personRows(person: ScheduledPerson, open: ReadonlySet<string>, lanes: ReadonlyMap<string, Lanes>): Row[] {
  const { personId } = person.schedule
  const isOpen = open.has(personId)
  const own: Row = { kind: 'person', key: personId, person, isOpen }
  return isOpen ? [own, { kind: 'bookings', key: `${personId}:bookings`, person, lanes: lanes.get(personId) }] : [own]
}

/** Whether a placeholder asks for what is filtered by. */
export function isPlaceholderFor({ placeholder }: OpenBooking, { able }: ScheduleState): boolean {
  if (!able) return true
  return able === ('skill' in placeholder ? `skill:${placeholder.skill}` : `service:${placeholder.service}`)
}
export const nameOfPlaceholder = ({ placeholder }: OpenBooking): string =>
  'skill' in placeholder ? placeholder.skill : placeholder.service
