// Who does what in a new project: people who deliver it and can do what is asked, the least booked first. Pure; who they
// are and what they are booked for is given.
import type { Role } from './permissions.ts'
import { say, sayWord, type Said } from './said.ts'

/** Somebody who could be asked, as they stand over the next weeks. */
export interface Candidate {
  id: string
  name: string
  roles: readonly Role[]
  skills: readonly string[]
  /** What their days hold, and what of that is booked. */
  capacityMinutes: number
  bookedMinutes: number
  /** Open projects that they are on. */
  projects: number
}

/** What a task asks of whoever does it. */
export interface Need {
  key: string
  /** What they are in the project, as the template calls it. */
  role: string | null
  skills: readonly string[]
  minutes: number
}

export interface Staffing {
  /** Who does each, by the key of the need. */
  people: Map<string, string>
  /** Everybody chosen among the candidates, by id. */
  team: string[]
  /** What nobody can do, with why. */
  unmet: { key: string; reason: Said }[]
}

/** Parts of a project that somebody has by what they are in the agency. */
const HELD_BY_ROLE: Partial<Record<string, Role>> = {
  project_manager: 'project_manager',
  account_manager: 'account_manager',
}

/**
 * Chooses for each need, those that ask for most skills first. `named` says who has a part already (the manager of the
 * project, of the client), candidate or not. Of those who can do it come first: who has that part in this project already,
 * who names it as a skill, the lowest booked share with what was given to them here, the fewest projects, the id.
 */
export function staff(
  needs: readonly Need[],
  candidates: readonly Candidate[],
  named: Readonly<Record<string, string | undefined>> = {},
): Staffing {
  const given = new Map<string, number>()
  const parts = new Map<string, Set<string>>()
  const staffing: Staffing = { people: new Map(), team: [], unmet: [] }
  const ordered = needs.toSorted((a, b) => b.skills.length - a.skills.length)
  for (const need of ordered) {
    const holder = need.role === null ? undefined : named[need.role]
    const able = candidates.filter((candidate) => canDo(candidate, need))
    const chosen = holder ?? able.toSorted((a, b) => rank(a, b, need, parts, given))[0]?.id
    if (chosen === undefined) {
      staffing.unmet.push({ key: need.key, reason: whyNobody(need) })
      continue
    }
    staffing.people.set(need.key, chosen)
    given.set(chosen, (given.get(chosen) ?? 0) + need.minutes)
    if (need.role !== null) parts.set(need.role, (parts.get(need.role) ?? new Set()).add(chosen))
  }
  const chosen = new Set(staffing.people.values())
  staffing.team = candidates.flatMap(({ id }) => (chosen.has(id) ? id : [])).toSorted()
  return staffing
}

const plain = (skill: string) => skill.trim().toLowerCase().replaceAll('_', ' ')
const has = ({ skills }: Candidate, skill: string) => skills.some((own) => plain(own) === plain(skill))

function canDo(candidate: Candidate, { role, skills }: Need): boolean {
  const held = HELD_BY_ROLE[role ?? '']
  return (held === undefined || candidate.roles.includes(held)) && skills.every((skill) => has(candidate, skill))
}

function rank(
  a: Candidate,
  b: Candidate,
  { role }: Need,
  parts: ReadonlyMap<string, ReadonlySet<string>>,
  given: ReadonlyMap<string, number>,
): number {
  const first = (test: (candidate: Candidate) => boolean) => Number(test(b)) - Number(test(a))
  const part = role === null ? undefined : parts.get(role)
  return (
    (part ? first(({ id }) => part.has(id)) : 0) ||
    (role === null ? 0 : first((candidate) => has(candidate, role))) ||
    compareShares(a, b, given) ||
    a.projects - b.projects ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}

/** Whoever has no working time at all comes last; shares are compared in whole minutes. */
function compareShares(a: Candidate, b: Candidate, given: ReadonlyMap<string, number>): number {
  const booked = ({ id, bookedMinutes }: Candidate) => bookedMinutes + (given.get(id) ?? 0)
  if (a.capacityMinutes === 0 || b.capacityMinutes === 0)
    return Number(a.capacityMinutes === 0) - Number(b.capacityMinutes === 0)
  return booked(a) * b.capacityMinutes - booked(b) * a.capacityMinutes
}

function whyNobody({ role, skills }: Need): Said {
  const held = HELD_BY_ROLE[role ?? '']
  if (held !== undefined) return say`nobody has the part of ${sayWord(held)}`
  if (skills.length === 0) return say`nobody delivers this type of project`
  return say`nobody who delivers this type of project has ${skills.map((skill) => `“${skill}”`).join(', ')}`
}
