// A plan from Microsoft Project becomes a project: its calendar, tasks and links, with our dates beside those of the file.
import { sql } from 'kysely'
import type { PlanImport } from '../../domain/import.ts'
import { weekMinutes } from '../../domain/organization.ts'
import type { Task } from '../../domain/task.ts'
import { json, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { createProject } from '../projects/project-operations.ts'
import { createTasks, type TakenTask } from '../tasks/create-task.ts'
import { findTasks } from '../tasks/task-queries.ts'
import { readMspdi, type MspdiPlan, type MspdiTask } from './mspdi-read.ts'

/** Makes a project of the account from the file, all of it or nothing; what is not understood is told row by row. */
export async function importPlan(tx: Tx, accountId: string, file: string): Promise<PlanImport> {
  const plan = readMspdi(file)
  const name = plan.name.replace(/\.(xml|mpp)$/i, '').slice(0, 200) || 'Imported plan'
  const { id: projectId } = await createProject(tx, {
    name,
    accountId,
    type: 'custom',
    templateId: null,
    startOn: plan.startOn,
  })
  const exceptions = [...plan.calendar.exceptions].map(([on, intervals]) => ({ on, intervals }))
  updateRow(tx, 'projects', projectId, { calendar: json({ workWeek: plan.calendar.week, exceptions }) }, 'derived')
  const ids = new Map(plan.tasks.map(({ uid }) => [uid, tx.newId('tsk')]))
  const dayMinutes = wholeDay(plan)
  await createTasks(
    tx,
    projectId,
    plan.tasks.map((task) => taken(tx, task, ids, dayMinutes)),
  )
  const made = new Map((await findTasks(tx, sql`t.project_id = ${projectId}`)).map((task) => [task.id, task]))
  const tasks = plan.tasks.flatMap((task) => {
    const ours = made.get(ids.get(task.uid) ?? '')
    return ours ? [beside(task, ours)] : []
  })
  const differing = tasks.filter(({ differs }) => differs).length
  return { projectId, name, startOn: plan.startOn, tasks, differing, skipped: plan.skipped }
}

/**
 * How many minutes a day has, where the whole plan counts in days: every working day as long as any other, every duration
 * and lag so many of them. Undefined where it counts finer; then it is kept in minutes, since days would move what follows.
 */
function wholeDay({ calendar, calendars, tasks }: MspdiPlan): number | undefined {
  const lengths = new Set(
    [calendar, ...calendars.values()].flatMap(({ week }) => weekMinutes(week).filter((minutes) => minutes > 0)),
  )
  const [day] = lengths
  if (day === undefined || lengths.size > 1) return undefined
  const spans = tasks.flatMap(({ duration, links }) => [duration, ...links.map(({ lag }) => lag)])
  const isWhole = spans.every((span) => span === null || 'days' in span || span.minutes % day === 0)
  return isWhole ? day : undefined
}

function taken(tx: Tx, task: MspdiTask, ids: ReadonlyMap<string, string>, dayMinutes: number | undefined): TakenTask {
  const { kind, scheduling, state, duration, isParent } = task
  const minutes = duration !== null && 'minutes' in duration ? duration.minutes : undefined
  const counts = kind === 'task' && !isParent && minutes !== undefined
  const facts = scheduling === 'manual' || state !== 'open'
  return {
    id: ids.get(task.uid) ?? '',
    title: plain(task.title).slice(0, 300) || `Row ${task.row}`,
    description: task.notes.slice(0, 20_000),
    kind,
    scheduling,
    parentId: task.parentUid === null ? null : (ids.get(task.parentUid) ?? null),
    constraint: task.constraint,
    ...(counts && (dayMinutes === undefined ? { durationMinutes: minutes } : { durationDays: minutes / dayMinutes })),
    ...(facts && { startOn: task.startOn, dueOn: task.dueOn }),
    ...(state !== 'open' && { come: comeTo(tx, task) }),
    dependencies: task.links.map(({ predecessorUid, type, lag }) => ({
      taskId: ids.get(predecessorUid) ?? '',
      type,
      ...lagOf('minutes' in lag ? lag.minutes : 0, dayMinutes),
    })),
  }
}

const lagOf = (minutes: number, dayMinutes: number | undefined) =>
  dayMinutes === undefined ? { lagDays: 0, lagMinutes: minutes } : { lagDays: minutes / dayMinutes }

// oxlint-disable-next-line no-control-regex -- they are what is taken out
const plain = (text: string) => text.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').trim()

function comeTo(tx: Tx, { state, progress, finishedOn }: MspdiTask): TakenTask['come'] {
  if (state === 'started') return { status: 'in_progress', progress, completedAt: null }
  if (state === 'cancelled') return { status: 'cancelled', progress, completedAt: null }
  // The file knows the day; what is not over yet can not have been completed.
  const noon = finishedOn === null ? tx.now.toISOString() : `${finishedOn}T12:00:00.000Z`
  return { status: 'completed', progress: 100, completedAt: noon < tx.now.toISOString() ? noon : tx.now.toISOString() }
}

function beside({ row, startOn, dueOn, stated }: MspdiTask, ours: Task): PlanImport['tasks'][number] {
  const file = { startOn, dueOn, totalFloatMinutes: stated.totalFloatMinutes }
  const { id, title, totalFloatMinutes } = ours
  const differs =
    ours.startOn !== startOn ||
    ours.dueOn !== dueOn ||
    (stated.totalFloatMinutes !== null && ours.status !== 'completed' && totalFloatMinutes !== stated.totalFloatMinutes)
  return { id, row, title, startOn: ours.startOn, dueOn: ours.dueOn, totalFloatMinutes, file, differs }
}
