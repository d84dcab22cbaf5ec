// A plan from Microsoft Project becomes a project: its calendar, tasks and links, with our dates beside those of the file.
import { CivilDate } from '../../domain/fields.ts'
import type { PlanImport } from '../../domain/import.ts'
import { weekMinutes } from '../../domain/organization.ts'
import { invalidField } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { readNetwork, type NetworkTask } from '../planning/network.ts'
import { json, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { createProject } from '../projects/create-project.ts'
import { createTasks, type TakenTask } from '../tasks/create-task.ts'
import { skippedList, type SkipInRow } from './mspdi-skipped.ts'
import { readMspdi, type MspdiPlan, type MspdiTask } from './mspdi-read.ts'

const MAX_DAYS = 3650

/** Makes a project of the account from the file, all of it or nothing; what is not understood is told row by row. */
export async function importPlan(tx: Tx, accountId: string, file: string): Promise<PlanImport> {
  const plan = readMspdi(file)
  const name = line(plan.name.replace(/\.(xml|mpp)$/i, ''), 200) || 'Imported plan'
  const { id: projectId } = await createProject(
    tx,
    { name, accountId, type: 'custom', templateId: null, startOn: plan.startOn },
    { takenOver: true },
  )
  const exceptions = [...plan.calendar.exceptions].map(([on, intervals]) => ({ on, intervals }))
  const calendar = { workWeek: plan.calendar.week, exceptions }
  updateRow(tx, 'projects', projectId, { calendar: json(calendar) }, 'derived')
  tx.record('project.updated', { type: 'project', id: projectId, projectId, accountId }, { calendar: { to: calendar } })
  const ids = new Map(plan.tasks.map(({ uid }) => [uid, tx.newId('tsk')]))
  const dayMinutes = wholeDay(plan)
  const { skip, all } = skippedList()
  await createTasks(
    tx,
    projectId,
    plan.tasks.map((task) => ({
      ...taken(tx, task, ids, dayMinutes),
      ...factsOf(task, skip),
      dependencies: linksOf(task, ids, dayMinutes, skip),
    })),
  )
  const network = await readNetwork(tx, [projectId])
  const made = new Map(network.tasks.map((task) => [task.id, task]))
  const tasks = plan.tasks.flatMap((task) => {
    const ours = made.get(ids.get(task.uid) ?? '')
    if (ours) refuseOutside(task, ours)
    return ours ? [beside(task, ours)] : []
  })
  const differing = tasks.filter(({ differs }) => differs).length
  return { projectId, name, startOn: plan.startOn, tasks, differing, skipped: [...plan.skipped, ...all()] }
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
  // In minutes there is room for more than the days that a task or a link can have.
  const isWhole = spans.every(
    (span) => span === null || 'days' in span || (span.minutes % day === 0 && Math.abs(span.minutes) <= MAX_DAYS * day),
  )
  return isWhole ? day : undefined
}

function taken(tx: Tx, task: MspdiTask, ids: ReadonlyMap<string, string>, dayMinutes: number | undefined): TakenTask {
  const { kind, scheduling, state, duration, isParent } = task
  const minutes = duration !== null && 'minutes' in duration ? duration.minutes : undefined
  const counts = kind === 'task' && !isParent && minutes !== undefined
  return {
    id: ids.get(task.uid) ?? '',
    title: line(task.title, 300) || `Row ${task.row}`,
    description: cut(task.notes, 20_000),
    kind,
    scheduling,
    parentId: task.parentUid === null ? null : (ids.get(task.parentUid) ?? null),
    constraint: task.constraint,
    ...(counts && (dayMinutes === undefined ? { durationMinutes: minutes } : { durationDays: minutes / dayMinutes })),
    ...(state !== 'open' && { come: comeTo(tx, task) }),
  }
}

/** A task waits for another once: of several links between two, the first. */
function linksOf(
  { row, links }: MspdiTask,
  ids: ReadonlyMap<string, string>,
  dayMinutes: number | undefined,
  skip: SkipInRow,
): TakenTask['dependencies'] {
  const named = new Set<string>()
  return links.flatMap(({ predecessorUid, type, lag }) => {
    if (named.has(predecessorUid)) {
      skip(row, 'PredecessorLink', say`waits for a task that another link names already`)
      return []
    }
    named.add(predecessorUid)
    const minutes = 'minutes' in lag ? lag.minutes : 0
    return { taskId: ids.get(predecessorUid) ?? '', type, ...lagOf(minutes, dayMinutes) }
  })
}

/** Dates that are facts stay, but for what no task here has: a milestone of two days, an end before the start. */
function factsOf(task: MspdiTask, skip: SkipInRow): Pick<TakenTask, 'startOn' | 'dueOn'> {
  const { row, kind, scheduling, state, startOn, dueOn } = task
  if (scheduling !== 'manual' && state === 'open') return {}
  if (kind === 'milestone') {
    const day = dueOn ?? startOn
    if (startOn !== null && startOn !== day) skip(row, 'Start', say`a milestone has one day: its finish is taken`)
    return { startOn: day, dueOn: day }
  }
  if (startOn === null || dueOn === null || startOn <= dueOn) return { startOn, dueOn }
  skip(row, 'Finish', say`its last working day is before its start, which is taken instead`)
  return { startOn, dueOn: startOn }
}

const lagOf = (minutes: number, dayMinutes: number | undefined) =>
  dayMinutes === undefined ? { lagDays: 0, lagMinutes: minutes } : { lagDays: minutes / dayMinutes }

/** Not through the middle of a character. */
const cut = (text: string, length: number) => text.slice(0, length).replace(/[\ud800-\udbff]$/, '')
// oxlint-disable-next-line no-control-regex -- they are what is taken out
const line = (text: string, length: number) => cut(text.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').trim(), length).trim()

function comeTo(tx: Tx, { state, progress, finishedOn }: MspdiTask): TakenTask['come'] {
  if (state === 'started') return { status: 'in_progress', progress, completedAt: null }
  if (state === 'cancelled') return { status: 'cancelled', progress, completedAt: null }
  // The file knows the day; what is not over yet can not have been completed.
  const noon = finishedOn === null ? tx.now.toISOString() : `${finishedOn}T12:00:00.000Z`
  return { status: 'completed', progress: 100, completedAt: noon < tx.now.toISOString() ? noon : tx.now.toISOString() }
}

/** A plan may lead to days that no task can have, through its durations and lags. */
function refuseOutside({ row }: MspdiTask, task: NetworkTask): void {
  const { startOn, dueOn, earlyStartOn, earlyFinishOn, lateStartOn, lateFinishOn } = task
  for (const date of [startOn, dueOn, earlyStartOn, earlyFinishOn, lateStartOn, lateFinishOn])
    if (date !== null && !CivilDate.safeParse(date).success)
      throw invalidField('', 'dates', say`leads to ${date} in row ${row}: a plan goes from 1900 to 2199`)
}

function beside({ row, startOn, dueOn, stated }: MspdiTask, ours: NetworkTask): PlanImport['tasks'][number] {
  const file = { startOn, dueOn, totalFloatMinutes: stated.totalFloatMinutes }
  const { id, title, totalFloatMinutes } = ours
  const differs =
    ours.startOn !== startOn ||
    ours.dueOn !== dueOn ||
    (stated.totalFloatMinutes !== null && ours.status !== 'completed' && totalFloatMinutes !== stated.totalFloatMinutes)
  return { id, row, title, startOn: ours.startOn, dueOn: ours.dueOn, totalFloatMinutes, file, differs }
}
