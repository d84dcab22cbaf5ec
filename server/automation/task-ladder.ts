// Climbs a ladder with tasks that are late or stand still: each step once in each time of its being so, and settled when it ends.
import { sql, type RawBuilder } from 'kysely'
import { dayNumber, DAY_MINUTES } from '../../domain/calendar.ts'
import { climb, type Climb } from '../../domain/ladder.ts'
import type { Raising } from '../../domain/signal-conditions.ts'
import { instantMsOf } from '../../domain/zone.ts'
import type { Tx } from '../platform/transaction.ts'
import { raiseSignal, resolveSignal } from '../signals/raise-signal.ts'
import { openTasks, taskFacts, type LateTask } from '../signals/task-facts.ts'
import { officeDays, workCalendar, type OfficeDays } from '../signals/work-calendar.ts'
import {
  dueIds,
  isSameState,
  nextCheck,
  saveStates,
  statesOf,
  watchedIn,
  type StateToSave,
  type WatchState,
} from '../signals/watching.ts'
import { assigneesOf, peopleToTell, type PeopleToTell } from './people-to-tell.ts'

export type Levels = PeopleToTell & { assignees: string[] }

/** A step that is taken, with the entry that tells of it. */
export interface Step {
  task: LateTask
  episode: string
  /** 1 for the first. */
  step: number
  days: number
  levels: Levels
}

export interface TaskLadder {
  type: 'task_overdue' | 'task_blocked'
  /** Tasks, as alias `t`, that are on it now. */
  applies(tx: Tx): RawBuilder<unknown>
  /** Which time of its being so. */
  episode(task: LateTask): string
  /** The date it began on. */
  from(task: LateTask): string
  stepsDays(task: LateTask): readonly number[]
  raising(task: LateTask, days: number): Raising | undefined
  /** Whom the signal is for; undefined for whoever plans the work. */
  assignee(task: LateTask, levels: Levels): string | undefined
  /** Whom a step is for. */
  told(step: Step): readonly string[]
  /** Tells them; `causeId` is the entry that says so. */
  tell(tx: Tx, step: Step, told: readonly string[], causeId: string): void
  /** What else ends with it. */
  end(tx: Tx, taskId: string): void
  cleared: string
}

export interface Climbing {
  id: string
  before: WatchState | undefined
  /** Where it is now; undefined where it is not on the ladder any more. */
  now: (Climb & { task: LateTask; episode: string; raising: Raising | undefined; state: WatchState }) | undefined
}

/** What there is to do: a step to take, something to settle, or a later look to note. */
export async function findClimbing(tx: Tx, ladder: TaskLadder, ids?: readonly string[]): Promise<Climbing[]> {
  const organizationId = tx.actor.organizationId
  const asked = ids ?? (await dueIds(tx, ladder.type, tasksOn(tx, ladder)))
  if (asked.length === 0) return []
  const [states, tasks, [office]] = await Promise.all([
    statesOf(tx, ladder.type, asked),
    tx.rows(taskFacts(organizationId, sql`t.id = any(${asked}) and ${ladder.applies(tx)}`)),
    tx.rows(officeDays(organizationId)),
  ])
  const byId = new Map(tasks.map((task) => [task.id, task]))
  return [...new Set(asked)].flatMap((id): Climbing[] => {
    const [before, task] = [states.get(id), byId.get(id)]
    if (!task || !office) return before && before.nextCheckAt !== null ? [{ id, before, now: undefined }] : []
    const now = stand(tx, ladder, office, task, before)
    return isSameState(before, now.state) ? [] : [{ id, before, now }]
  })
}

const tasksOn = (tx: Tx, ladder: TaskLadder) => sql`select t.id from tasks t
  join projects p on p.organization_id = t.organization_id and p.id = t.project_id
  where t.organization_id = ${tx.actor.organizationId} and ${openTasks} and ${ladder.applies(tx)}`

/** What there may be to do in a project that stands still from now on, or goes on again. */
export async function climbingIn(tx: Tx, ladder: TaskLadder, projectId: string | null): Promise<string[]> {
  const late = tasksOn(tx, ladder) as RawBuilder<{ id: string }>
  const rows =
    projectId === null ? [] : await tx.rows(sql<{ id: string }>`${late} and p.id = ${projectId} order by t.id`)
  return [...new Set([...(await watchedIn(tx, ladder.type, projectId)), ...rows.map(({ id }) => id)])]
}

function stand(tx: Tx, ladder: TaskLadder, office: OfficeDays, task: LateTask, before: WatchState | undefined) {
  const calendar = workCalendar(office, task.calendar)
  const { holds } = task
  const climbed = climb(calendar, {
    from: ladder.from(task),
    today: tx.today,
    holds,
    stepsDays: ladder.stepsDays(task),
  })
  const episode = ladder.episode(task)
  const raising = ladder.raising(task, climbed.days)
  const nextAt =
    climbed.nextOn === null ? null : new Date(instantMsOf(tx.actor.timezone, dayNumber(climbed.nextOn) * DAY_MINUTES))
  const state: WatchState = {
    episode,
    step: Math.max(climbed.steps, before?.episode === episode ? before.step : 0),
    raised: raising !== undefined,
    actedAt: before?.actedAt ?? null,
    nextCheckAt: nextCheck(tx.now, nextAt, true, before?.nextCheckAt),
  }
  return { ...climbed, task, episode, raising, state }
}

/** Takes the steps that are due, in their order, or settles it. */
export async function actOnClimbing(tx: Tx, ladder: TaskLadder, { id }: Climbing): Promise<void> {
  // Whoever changes the task holds its project: what is told is so, and what changes it later finds how far it has come.
  tx.send(sql`select 1 from projects p join tasks t on t.organization_id = p.organization_id and t.project_id = p.id
    where p.organization_id = ${tx.actor.organizationId} and t.id = ${id} for share of p`)
  const [climbing] = await findClimbing(tx, ladder, [id])
  if (!climbing) return
  const { before, now } = climbing
  const isNew = before?.episode !== now?.episode
  if (before?.raised && (isNew || !now?.raising)) await resolveSignal(tx, `${ladder.type}:task:${id}`, ladder.cleared)
  if (before && isNew) ladder.end(tx, id)
  if (!now) {
    if (before) saveStates(tx, ladder.type, [{ ...before, id, projectId: null, raised: false, nextCheckAt: null }])
    return
  }
  const from = isNew || !before ? 0 : before.step
  if (now.steps > from || (now.raising && !before?.raised)) await takeSteps(tx, ladder, now, from)
  const actedAt = now.steps > from ? tx.now.toISOString() : now.state.actedAt
  saveStates(tx, ladder.type, [{ ...now.state, actedAt, id, projectId: now.task.projectId }])
}

async function takeSteps(tx: Tx, ladder: TaskLadder, now: NonNullable<Climbing['now']>, from: number): Promise<void> {
  const { task, episode, days, steps, raising } = now
  const { id, projectId, accountId } = task
  const [people, assignees] = await Promise.all([peopleToTell(tx, projectId), assigneesOf(tx, id)])
  const levels = { ...people, assignees }
  if (raising) await raiseSignal(tx, { ...raising, projectId, assigneeId: ladder.assignee(task, levels) })
  for (let step = from + 1; step <= steps; step++) {
    const taken = { task, episode, step, days, levels }
    const told = ladder.told(taken)
    const subject = { type: 'task', id, projectId, accountId }
    const changes = { why: { to: ladder.type }, step: { to: step }, workingDays: { to: days }, told: { to: told } }
    ladder.tell(tx, taken, told, tx.record('task.escalated', subject, changes))
  }
}

/** Takes everything as it is: whoever had to know was told when it happened, and only what comes newly is told from now on. */
export async function climbSilently(tx: Tx, ladder: TaskLadder): Promise<void> {
  const rows = await tx.rows<{ id: string }>(tasksOn(tx, ladder) as RawBuilder<{ id: string }>)
  const climbing = await findClimbing(
    tx,
    ladder,
    rows.map(({ id }) => id),
  )
  const states = climbing.flatMap(({ id, now }): StateToSave[] =>
    now ? [{ ...now.state, actedAt: tx.now.toISOString(), id, projectId: now.task.projectId }] : [],
  )
  saveStates(tx, ladder.type, states)
}
