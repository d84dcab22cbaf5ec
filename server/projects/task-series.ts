// Tasks of a retainer's template that come back: each period has its own, which appears when the period opens.
import { sql } from 'kysely'
import { saidIn } from '../../domain/problems.ts'
import { inEnglish, type Said } from '../../domain/said.ts'
import { dayOf } from '../../domain/template-plan.ts'
import type { TemplateTask } from '../../domain/template.ts'
import { insertRow, json } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { createTasks, type TakenTask } from '../tasks/create-task.ts'
import { bookTasks } from './book-tasks.ts'
import { nextOccurrence, occurrencesBetween } from './occurrences.ts'
import { lockProject, type LockedProject } from './project-queries.ts'
import type { Ground } from './set-up-ground.ts'
import type { Left, MadeTask } from './set-up-tasks.ts'

/** More than these wait for the next look. */
const MOST_AT_ONCE = 200
const MAX_TITLE = 300

/** What was made of recurring tasks is the first of each series; the next comes on the first of its days after. */
export function beginSeries(tx: Tx, projectId: string, made: readonly MadeTask[], ground: Ground): number {
  const recurring = made.filter(({ task }) => task.recurrence !== null)
  for (const { id: taskId, key, task } of recurring) {
    const startsOn = dayOf(ground.calendar, ground.startOn, task.offsetDays)
    const id = tx.newId('ser')
    const { recurrence } = task
    const nextOn = recurrence && nextOccurrence({ recurrence, startsOn, timezone: tx.actor.timezone }, startsOn)
    insertRow(tx, 'task_series', {
      id,
      projectId,
      key,
      recurrence,
      startsOn,
      nextOn,
      task: json(task),
      createdAt: tx.now,
    })
    insertRow(tx, 'task_occurrences', { seriesId: id, occursOn: startsOn, taskId })
  }
  return recurring.length
}

const due = (tx: Tx) => sql`s.organization_id = ${tx.actor.organizationId} and s.next_on <= ${tx.today}::date
  and p.deleted_at is null and p.status in ('onboarding', 'active') and p.engagement = 'retainer'`

/** Those whose next day has come, where work goes on. */
export const seriesDue = (tx: Tx, ids: readonly string[] | undefined): Promise<{ id: string }[]> =>
  tx.rows(sql`
    select s.id from task_series s join projects p on p.organization_id = s.organization_id and p.id = s.project_id
    where ${due(tx)} and ${ids ? sql`s.id = any(${ids})` : sql`true`}
    order by s.next_on, s.id limit ${MOST_AT_ONCE}`)

interface Series {
  id: string
  projectId: string
  recurrence: string
  startsOn: string
  nextOn: string
  task: TemplateTask
}

/**
 * Makes the task of the period that is open now. Periods that went by unseen (the server was off, the project on hold)
 * have none: they are told as skipped. Estimate and people are those of the last one, as far as they can do it.
 */
export async function repeatTask(tx: Tx, id: string): Promise<void> {
  const named = await tx.first<{ projectId: string }>(sql`select project_id as "projectId" from task_series
    where organization_id = ${tx.actor.organizationId} and id = ${id}`)
  if (!named) return
  const project = await lockProject(tx, named.projectId)
  const series = await tx.first<Series>(sql`
    select s.id, s.project_id as "projectId", s.recurrence, s.starts_on as "startsOn", s.next_on as "nextOn", s.task
    from task_series s join projects p on p.organization_id = s.organization_id and p.id = s.project_id
    where s.id = ${id} and ${due(tx)} for update of s`)
  if (!series) return
  const rule = { ...series, timezone: tx.actor.timezone }
  const later = occurrencesBetween(rule, series.nextOn, tx.today)
  const occursOn = later.at(-1) ?? series.nextOn
  const skipped = [series.nextOn, ...later].filter((day) => day !== occursOn)
  const made = await appear(tx, project, series, occursOn)
  insertRow(tx, 'task_occurrences', { seriesId: id, occursOn, taskId: made.taskId })
  tx.send(sql`update task_series set next_on = ${nextOccurrence(rule, occursOn)}::date
    where organization_id = ${tx.actor.organizationId} and id = ${id}`)
  tx.record(
    'task.repeated',
    { type: 'task', id: made.taskId, projectId: project.id, accountId: project.accountId },
    {
      occursOn: { to: occursOn },
      ...(skipped.length > 0 && { skipped: { to: skipped } }),
      ...(made.left.length > 0 && { left: { to: made.left } }),
    },
  )
}

interface Last {
  estimateMinutes: number | null
  personIds: string[]
}

/** The last one there is of a series: somebody may have deleted it, then it is the one before. */
const lastOf = (tx: Tx, seriesId: string): Promise<Last | undefined> =>
  tx.first<Last>(sql`
    select t.estimate_minutes as "estimateMinutes", array(select w.person_id from task_assignees w
      join people p on p.organization_id = w.organization_id and p.id = w.person_id and p.active
      where w.organization_id = t.organization_id and w.task_id = t.id order by 1) as "personIds"
    from task_occurrences o join tasks t on t.organization_id = o.organization_id and t.id = o.task_id and t.deleted_at is null
    where o.organization_id = ${tx.actor.organizationId} and o.series_id = ${seriesId} order by o.occurs_on desc limit 1`)

async function appear(tx: Tx, project: LockedProject, { id, task }: Series, occursOn: string) {
  const last = await lastOf(tx, id)
  const estimateMinutes = last ? last.estimateMinutes : task.estimateMinutes
  const left: Left[] = []
  const taskId = tx.newId('tsk')
  const title = `${task.title.slice(0, MAX_TITLE - 13)} — ${occursOn}`
  const input: TakenTask = {
    id: taskId,
    title,
    kind: task.kind,
    description: task.description,
    stage: task.stage,
    priority: task.priority,
    required: task.required,
    estimateMinutes,
    constraint: { kind: 'not_before', on: occursOn > tx.today ? occursOn : tx.today },
    ...(task.durationDays !== null && { durationDays: task.durationDays }),
  }
  const personIds = await withPeople(tx, project.id, input, last?.personIds ?? [], left)
  await book(tx, project, { taskId, title, estimateMinutes, task, personIds }, left)
  return { taskId, left }
}

/** With the people of the last one, or without them where they can not take it on. */
async function withPeople(
  tx: Tx,
  projectId: string,
  input: TakenTask,
  personIds: readonly string[],
  left: Left[],
): Promise<string[]> {
  let refused: Said | undefined
  const make = async (assigneeIds: readonly string[]) => {
    await createTasks(tx, projectId, [{ ...input, assigneeIds: [...assigneeIds] }], (problem) => {
      refused = saidIn(problem)
    })
    if (refused !== undefined && assigneeIds.length > 0) throw new Refused(refused)
  }
  try {
    await tx.savepoint(() => make(personIds))
    return [...personIds]
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    left.push({ task: input.title, reason: error.why })
    await make([])
    return []
  }
}
class Refused extends Error {
  readonly why: Said
  constructor(why: Said) {
    super(inEnglish(why))
    this.why = why
  }
}

interface Booking {
  taskId: string
  title: string
  estimateMinutes: number | null
  task: TemplateTask
  personIds: readonly string[]
}

/** An even part of the estimate for each. */
async function book(tx: Tx, project: LockedProject, booking: Booking, left: Left[]): Promise<void> {
  const { taskId, title, estimateMinutes, task, personIds } = booking
  const dates = await tx.first<{ startOn: string | null; dueOn: string | null }>(sql`
    select start_on as "startOn", due_on as "dueOn" from tasks where organization_id = ${tx.actor.organizationId} and id = ${taskId}`)
  const [skill] = task.skills
  const placeholder = skill === undefined ? { service: project.type } : { skill }
  const people = personIds.length > 0 ? personIds : [undefined]
  const minutes = estimateMinutes === null ? null : Math.ceil(estimateMinutes / people.length)
  const works = people.map((personId) => ({
    taskId,
    title,
    personId,
    placeholder,
    minutes,
    startOn: dates?.startOn ?? null,
    dueOn: dates?.dueOn ?? null,
  }))
  await bookTasks(tx, project.id, works, left)
}
