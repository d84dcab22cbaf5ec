// Sets a new project up from its template: tasks with dates, people, first bookings, and a first word in its channel. In one
// transaction: all of it, or nothing. It fills only what was left empty.
import type { Placeholder } from '../../domain/allocation.ts'
import { staff, type Staffing } from '../../domain/staffing.ts'
import type { Project, ProjectChange } from '../../domain/project.ts'
import { say } from '../../domain/said.ts'
import { speechFor } from '../access/reader-speech.ts'
import { addCommunication } from '../communications/add-communication.ts'
import { updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { bookTasks, type Booked } from './book-tasks.ts'
import { updateProject } from './project-operations.ts'
import { lockProject, showProject, type LockedProject } from './project-queries.ts'
import { findTeamOf, readGround, type Ground } from './set-up-ground.ts'
import { makeTasks, needsOf, type Left, type MadeTask } from './set-up-tasks.ts'
import { welcomeText } from './set-up-words.ts'
import { beginSeries } from './task-series.ts'

export interface SetUp {
  /** As it is now. */
  project: Project
  templateName: string | null
  tasks: MadeTask[]
  booked: Booked
  /** How many of its tasks will come back. */
  recurring: number
  /** What was not done, with why; it is said in the channel too. */
  left: Left[]
  /** The entry of the activity that says so. */
  entryId: string
}

/**
 * What the caller gave stays: a project that has tasks gets none, one with a team is done by that, its dates hold. Without
 * a template there is nothing to plan and nobody to choose: then its channel is opened, and its team told. Fails as a
 * whole where any of it does.
 */
export async function setUpProject(tx: Tx, id: string): Promise<SetUp> {
  const project = await lockProject(tx, id)
  const ground = await readGround(tx, project)
  const left: Left[] = []
  const staffing = choosePeople(ground, left)
  await setStart(tx, project, ground)
  const planned = ground.hasTasks ? [] : (ground.template?.tasks ?? [])
  const tasks = await makeTasks(tx, id, planned, ground, staffing, left)
  await setTeam(tx, project, ground, ground.hasTasks ? staffing.team : chosenFor(tasks, ground))
  const booked = await bookTasks(
    tx,
    id,
    tasks.map((task) => workOf(project, task)),
    left,
  )
  const recurring = project.engagement === 'retainer' ? beginSeries(tx, id, tasks, ground) : 0
  await setEnd(tx, project, tasks, left)
  const now = await showProject(tx, id)
  const setUp = { project: now, templateName: ground.template?.name ?? null, tasks, booked, recurring, left }
  await addCommunication(tx, {
    thread: { type: 'project', id },
    projectId: id,
    accountId: now.accountId,
    direction: 'internal',
    channel: 'portal',
    body: welcomeText(setUp, await speechFor(tx)),
  })
  updateRow(tx, 'projects', id, { setUpAskedAt: null }, 'derived')
  return { ...setUp, entryId: record(tx, setUp) }
}

function choosePeople(ground: Ground, left: Left[]): Staffing {
  const { template, candidates, managerId, accountManagerId } = ground
  const tasks = template?.tasks ?? []
  const staffing = staff(needsOf(tasks), candidates, { project_manager: managerId, account_manager: accountManagerId })
  if (ground.hasTasks) return staffing
  const titles = new Map(tasks.map(({ key, title }) => [key, title]))
  for (const { key, reason } of staffing.unmet) left.push({ task: titles.get(key) ?? key, reason })
  return staffing
}

/** When it starts, where nobody said. */
async function setStart(tx: Tx, { id, startOn, dueOn }: LockedProject, ground: Ground): Promise<void> {
  if (!ground.template || startOn !== null || (dueOn !== null && dueOn < ground.startOn)) return
  await updateProject(tx, id, { startOn: ground.startOn })
}

/** Who of the candidates got something to do. */
function chosenFor(tasks: readonly MadeTask[], { candidates }: Ground): string[] {
  const busy = new Set(tasks.map(({ personId }) => personId))
  return candidates.flatMap(({ id }) => (busy.has(id) ? id : []))
}

/** Who is on it and which team has it, where nobody said. */
async function setTeam(tx: Tx, project: LockedProject, ground: Ground, people: readonly string[]): Promise<void> {
  const { id, type, teamId, assignedTeam } = project
  if (!ground.template) return
  const teamOf = teamId === null ? await findTeamOf(tx, type, people) : undefined
  const change: ProjectChange = {
    ...(teamOf !== undefined && { teamId: teamOf }),
    ...(assignedTeam.length === 0 && people.length > 0 && { assignedTeam: [...people] }),
  }
  if (Object.keys(change).length > 0) await updateProject(tx, id, change)
}

/** A one-off ends with the last of its tasks, where nobody said when. */
async function setEnd(tx: Tx, project: LockedProject, tasks: readonly MadeTask[], left: Left[]): Promise<void> {
  const last = tasks
    .map(({ dueOn }) => dueOn ?? '')
    .toSorted()
    .at(-1)
  if (!last) return
  if (project.dueOn === null && project.engagement === 'one_off') await updateProject(tx, project.id, { dueOn: last })
  else if (project.dueOn !== null && last > project.dueOn)
    left.push({ reason: say`its tasks end on ${last}, after the day it is due (${project.dueOn})` })
}

function workOf({ type }: LockedProject, { id, title, task, personId, startOn, dueOn }: MadeTask) {
  const [skill] = task.skills
  const placeholder: Placeholder = skill === undefined ? { service: type } : { skill }
  return { taskId: id, title, personId, placeholder, minutes: task.estimateMinutes, startOn, dueOn }
}

/** More than these are counted, not kept. */
const MOST_KEPT = 50

function record(tx: Tx, { project, tasks, booked, recurring, left }: Omit<SetUp, 'entryId'>): string {
  const { id, accountId, templateId, startOn, dueOn, teamId, assignedTeam } = project
  const milestones = tasks.filter(({ task }) => task.kind === 'milestone').length
  const told = {
    templateId,
    tasks: tasks.length - milestones,
    milestones,
    recurring,
    assigned: tasks.filter(({ personId }) => personId !== undefined).length,
    bookings: booked,
    startOn,
    dueOn,
    teamId,
    assignedTeam,
    left: left.slice(0, MOST_KEPT),
    leftCount: left.length,
  }
  return tx.record(
    'project.set_up',
    { type: 'project', id, projectId: id, accountId },
    Object.fromEntries(Object.entries(told).map(([field, to]) => [field, { to }])),
  )
}
