// What the set-up of a project starts from: who waits for it, the template, the days there are, and who could do the work.
import { sql } from 'kysely'
import { dateOf, dayNumber, type WorkCalendar } from '../../domain/calendar.ts'
import { workingDays, type Window } from '../../domain/capacity.ts'
import type { Candidate } from '../../domain/staffing.ts'
import type { Template } from '../../domain/template.ts'
import { organizationDays } from '../capacity/capacity-queries.ts'
import { readLedger } from '../capacity/ledger.ts'
import type { Tx } from '../platform/transaction.ts'
import type { LockedProject } from './project-queries.ts'
import { findUsedTemplate } from './template-queries.ts'

/** More than these wait for the next look. */
const MOST_AT_ONCE = 100
/** How far ahead it is looked who has time. */
const LOOK_AHEAD_DAYS = 28
const DAY_MS = 24 * 3_600_000

/** Projects that wait to be set up, and have not waited for longer than that; with what made them wait. */
export const projectsToSetUp = (
  tx: Tx,
  withinDays: number,
  ids: readonly string[] | undefined,
): Promise<{ id: string; causeId: string | null }[]> =>
  tx.rows(sql`
    select p.id, (select a.id from activity a where a.organization_id = p.organization_id and a.project_id = p.id
      and a.event in ('project.created', 'project.status_changed') order by a.id desc limit 1) as "causeId"
    from projects p where p.organization_id = ${tx.actor.organizationId} and p.deleted_at is null
      and p.set_up_asked_at >= ${new Date(tx.now.getTime() - withinDays * DAY_MS)} and p.status in ('onboarding', 'active')
      and ${ids ? sql`p.id = any(${ids})` : sql`true`}
    order by p.set_up_asked_at, p.id limit ${MOST_AT_ONCE}`)

export interface Ground {
  template: Template | undefined
  /** Whether somebody began to plan it already. */
  hasTasks: boolean
  calendar: WorkCalendar
  /** Its first day: the one that was said, or the next working day. */
  startOn: string
  /** Who looks after the client. */
  accountManagerId: string | undefined
  managerId: string | undefined
  candidates: Candidate[]
}

/** Everything that the choice of people and days follows from; nothing of it is held, capacity is when it is booked. */
export async function readGround(tx: Tx, project: LockedProject): Promise<Ground> {
  const today = dayNumber(tx.today)
  const window = { from: today, to: today + LOOK_AHEAD_DAYS - 1 }
  const [template, around, { calendar }, candidates] = await Promise.all([
    findUsedTemplate(tx, project.templateId),
    readAround(tx, project),
    organizationDays(tx, window),
    readCandidates(tx, project, window),
  ])
  const startOn = project.startOn ?? dateOf(calendar.dayAt(calendar.dayPosition(today + 1)))
  return { template, ...around, calendar, startOn, candidates }
}

interface Around {
  hasTasks: boolean
  managerId: string | undefined
  accountManagerId: string | undefined
}

async function readAround(tx: Tx, { id, managerId, accountId }: LockedProject): Promise<Around> {
  const organization = tx.actor.organizationId
  const found = await tx.first<{
    hasTasks: boolean
    managerId: string | null
    accountManagerId: string | null
  }>(sql`select
    exists (select 1 from tasks t where t.organization_id = ${organization} and t.project_id = ${id} and t.deleted_at is null) as "hasTasks",
    (select p.id from people p where p.organization_id = ${organization} and p.id = ${managerId} and p.active) as "managerId",
    (select m.person_id from accounts a join account_managers m on m.organization_id = a.organization_id
        and m.account_id in (a.id, a.parent_account_id)
      join people p on p.organization_id = m.organization_id and p.id = m.person_id and p.active
      where a.organization_id = ${organization} and a.id = ${accountId}
      order by m.account_id <> a.id, m.person_id limit 1) as "accountManagerId"`)
  return {
    hasTasks: found?.hasTasks ?? false,
    managerId: found?.managerId ?? undefined,
    accountManagerId: found?.accountManagerId ?? undefined,
  }
}

/** The team that the caller named; where they named none, whoever delivers the type. */
async function readCandidates(tx: Tx, { id, type, assignedTeam }: LockedProject, window: Window): Promise<Candidate[]> {
  const who = assignedTeam.length > 0 ? sql`p.id = any(${assignedTeam})` : sql`${type} = any(p.services)`
  const people = await tx.rows<Omit<Candidate, 'capacityMinutes' | 'bookedMinutes'>>(sql`
    select p.id, p.name, p.roles, p.skills, (select count(*)::int from project_members m
        join projects j on j.organization_id = m.organization_id and j.id = m.project_id and j.deleted_at is null
          and j.status in ('onboarding', 'active', 'on_hold') and j.id <> ${id}
        where m.organization_id = p.organization_id and m.person_id = p.id) as projects
    from people p where p.organization_id = ${tx.actor.organizationId} and p.active and ${who} order by p.id`)
  if (people.length === 0) return []
  const ledger = await readLedger(
    tx,
    people.map((person) => person.id),
    window,
  )
  return people.map((person) => {
    const capacityOn = ledger.capacityOf(person.id)
    const days = workingDays(window, capacityOn)
    const sum = (minutesOn: (day: number) => number) => days.reduce((minutes, day) => minutes + minutesOn(day), 0)
    const bookedMinutes = sum((day) => ledger.bookedBefore(person.id, day))
    return { ...person, capacityMinutes: sum(capacityOn), bookedMinutes }
  })
}

/** The team that delivers the type: of several, the one with most of those who were chosen. */
export async function findTeamOf(tx: Tx, type: string, personIds: readonly string[]): Promise<string | undefined> {
  const found = await tx.first<{ id: string }>(sql`
    select t.id from teams t where t.organization_id = ${tx.actor.organizationId} and ${type} = any(t.services)
    order by (select count(*) from team_members m
      where m.organization_id = t.organization_id and m.team_id = t.id and m.person_id = any(${personIds})) desc, t.id limit 1`)
  return found?.id
}
