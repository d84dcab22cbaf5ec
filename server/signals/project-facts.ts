// What the conditions of signals have to know of projects in which work goes on, as the tables have it.
import { sql, type RawBuilder } from 'kysely'
import { dateOf, dayNumber, workingDaysBetween } from '../../domain/calendar.ts'
import type { onboardingStalled, scheduleSlip } from '../../domain/signal-conditions.ts'
import type { BudgetFacts } from '../../domain/work-conditions.ts'
import type { NetworkProject } from '../planning/network.ts'
import { goesOn } from './account-facts.ts'
import { workCalendar, type OfficeDays } from './work-calendar.ts'

export type ProjectFacts = Parameters<typeof scheduleSlip>[0] & BudgetFacts & Parameters<typeof onboardingStalled>[0]
type Row = Omit<ProjectFacts, 'workingDaysLate'> & Pick<NetworkProject, 'calendar'>

/** Of projects, as alias `p`. */
export const projectFacts = (organizationId: string, which: RawBuilder<unknown>): RawBuilder<Row> => sql<Row>`
  select json_build_object('id', p.id, 'name', p.name) as project, true as open, p.status, p.calendar, p.due_on as "dueOn",
    t.finish as "finishOn", p.budget_minutes as "budgetMinutes", p.progress,
    (select coalesce(sum(e.minutes), 0)::int from time_entries e join tasks x on x.organization_id = e.organization_id
      and x.id = e.task_id where x.organization_id = p.organization_id and x.project_id = p.id) as "spentMinutes",
    instant(greatest(p.created_at, t.step)) as "lastStepAt", t.open as "openTasks"
  from projects p cross join lateral (
    select max(x.due_on) as finish, max(x.completed_at) filter (where x.stage = 'onboarding') as step,
      count(*) filter (where x.stage = 'onboarding' and x.status not in ('completed', 'cancelled'))::int as open
    from tasks x where x.organization_id = p.organization_id and x.project_id = p.id and x.deleted_at is null and x.status <> 'cancelled') t
  where p.organization_id = ${organizationId} and ${goesOn} and ${which} order by p.id`

/** With how many working days its plan ends after it is due. */
export const withLateness = (office: OfficeDays, { calendar, ...facts }: Row): ProjectFacts => {
  const { dueOn, finishOn } = facts
  const isLate = dueOn !== null && finishOn !== null && finishOn > dueOn
  const late = isLate ? workingDaysBetween(workCalendar(office, calendar), dayAfter(dueOn), dayAfter(finishOn)) : 0
  return { ...facts, workingDaysLate: late }
}

const dayAfter = (date: string): string => dateOf(dayNumber(date) + 1)
