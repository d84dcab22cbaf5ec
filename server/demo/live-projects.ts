// What happened in each demo project, as operations in the order of their instants, each by the person who did it.
import type { Permission } from '../../domain/permissions.ts'
import type { NewProject, ProjectStatus } from '../../domain/project.ts'
import type { Tx } from '../platform/transaction.ts'
import { createProject } from '../projects/create-project.ts'
import { deleteProject, updateProject } from '../projects/project-operations.ts'
import { createTasks, type TakenTask } from '../tasks/create-task.ts'
import { updateTaskStatus } from '../tasks/task-operations.ts'
import { updateTask } from '../tasks/update-task.ts'
import { billing } from './billed-work.ts'
import type { CastAgency } from './cast-agency.ts'
import { DAY, type DemoCalendar } from './demo-calendar.ts'
import { randomOf, type Random } from './demo-random.ts'
import { PROJECT_DESCRIPTIONS, TAGS } from './demo-texts.ts'
import { liveTasks, type Life } from './live-tasks.ts'
import { filled, type PlannedProject, type PlannedTask } from './plan-projects.ts'

/** One operation, at a working minute counted from this morning. */
export interface Happening {
  at: number
  /** Who did it, by id. */
  by: string
  may: Permission
  /** Where it was a client, by their link, and nobody of the house. */
  client?: { linkId: string; name: string; email: string }
  run(tx: Tx): Promise<unknown>
}

export interface ProjectHistory {
  project: PlannedProject
  lives: Map<string, Life>
  /** The project and its first tasks, entered in one go. */
  setUp: Happening[]
  /** Everything after that. */
  life: Happening[]
}

interface Scene {
  agency: CastAgency
  calendar: DemoCalendar
  project: PlannedProject
  lives: Map<string, Life>
  random: Random
  adminId: string
  teamId: string | undefined
  leadId: string
}

export function projectHistory(agency: CastAgency, calendar: DemoCalendar, project: PlannedProject): ProjectHistory {
  const { cast, createdDay, tasks } = project
  const random = randomOf(`${cast.slug} life`)
  const createdAt = createdDay * DAY + random.between(20, 200)
  const lives = liveTasks(project, createdAt)
  const admins = agency.people.filter(({ roles }) => roles.includes('project_admin'))
  const team = agency.teams.find(({ id, services }) =>
    cast.teamId === undefined ? services.includes(cast.type) : id === cast.teamId,
  )
  const leadId = team?.leadId ?? cast.managerId
  const scene: Scene = {
    agency,
    calendar,
    project,
    lives,
    random,
    adminId: random.pick(admins).id,
    teamId: team?.id,
    leadId,
  }
  const inOrder = parentsFirst(tasks)
  const setUp = [
    entered(scene, createdAt),
    added(
      scene,
      inOrder.filter(({ later }) => !later),
      createdAt + 4,
    ),
  ]
  const life = [
    ...tasks.filter(({ later }) => later).map((task) => added(scene, [task], (lives.get(task.key) as Life).createdAt)),
    ...tasks.flatMap((task) => moves(scene, task)),
    ...turns(scene),
  ]
  const spaced = oneAfterTheOther([...setUp, ...life.toSorted((a, b) => a.at - b.at)])
  return { project, lives, setUp: spaced.slice(0, setUp.length), life: spaced.slice(setUp.length) }
}

/** The history with more that happened in its project. */
export function withMore(history: ProjectHistory, more: readonly Happening[]): ProjectHistory {
  const setUpAt = history.setUp.at(-1)?.at ?? -Infinity
  const life = [...history.life, ...more.map((each) => ({ ...each, at: Math.max(each.at, setUpAt + 1) }))]
  const spaced = oneAfterTheOther([...history.setUp, ...life.toSorted((a, b) => a.at - b.at)])
  return { ...history, life: spaced.slice(history.setUp.length) }
}

/** Nothing in a project happens at the same instant as anything else in it. */
function oneAfterTheOther(happenings: Happening[]): Happening[] {
  let last = -Infinity
  for (const happening of happenings) {
    happening.at = Math.max(happening.at, last + 0.7)
    last = happening.at
  }
  return happenings
}

/** Whatever a task names is there before it. */
function parentsFirst(tasks: readonly PlannedTask[]): PlannedTask[] {
  const order: PlannedTask[] = []
  const add = (task: PlannedTask | undefined): void => {
    if (!task || order.includes(task)) return
    for (const key of [...task.dependsOn.map((link) => link.key), task.parentKey])
      add(tasks.find((other) => other.key === key))
    order.push(task)
  }
  for (const task of tasks) add(task)
  return order
}

function entered(scene: Scene, at: number): Happening {
  const { project, random, adminId, teamId, calendar } = scene
  const { cast, account, engagement, tasks } = project
  const hours = Math.ceil(tasks.reduce((sum, task) => sum + (task.estimateMinutes ?? 0), 0) / 600) * 10
  const input: NewProject = {
    id: project.id,
    name: cast.name,
    description: filled(PROJECT_DESCRIPTIONS[cast.type] ?? '', account),
    accountId: cast.accountId,
    type: cast.type,
    engagement,
    priority: cast.priority ?? 'medium',
    managerId: cast.managerId,
    ...(teamId !== undefined && { teamId }),
    assignedTeam: [...new Set(tasks.flatMap((task) => task.assigneeIds))].toSorted(),
    startOn: calendar.date(cast.startDay),
    ...(engagement === 'one_off' && { dueOn: calendar.date(project.dueDay) }),
    // Websites are sold for less than they take.
    budgetMinutes: cast.type === 'website' ? hours * 24 : hours * 60,
    contractMinor: hours * 9_500,
    billingMode: engagement === 'retainer' ? 'subscription' : cast.type === 'website' ? 'milestone' : 'fixed',
    tags: random.chance(0.5) ? [random.pick(TAGS)] : [],
    ...(cast.status === 'draft' && { draft: true }),
  }
  return { at, by: adminId, may: 'project.create', run: (tx) => createProject(tx, input) }
}

function added(scene: Scene, tasks: readonly PlannedTask[], at: number): Happening {
  const { id, cast } = scene.project
  const inputs = tasks.map((task) => inputOf(scene, task))
  return { at, by: cast.managerId, may: 'task.create', run: (tx) => createTasks(tx, id, inputs) }
}

function inputOf({ project, calendar }: Scene, task: PlannedTask): TakenTask {
  const named = (key: string) => `tsk_${project.cast.slug}_${key}`
  const { key: _, role: __, later: ___, startDay, dueDay: ____, parentKey, dependsOn, ...fields } = task
  return {
    ...fields,
    // What waits for something starts when that is done; what waits for nothing, when it was meant to.
    ...(dependsOn.length === 0 && { startOn: calendar.date(startDay) }),
    parentId: parentKey === null ? null : named(parentKey),
    dependencies: dependsOn.map(({ key, type, lagDays }) => ({ taskId: named(key), type, lagDays })),
    ...(task.kind === 'milestone' && project.cast.type === 'website' && { billableMinor: 450_000 }),
  }
}

function moves(scene: Scene, task: PlannedTask): Happening[] {
  const { agency, project, lives, leadId } = scene
  const { steps } = lives.get(task.key) as Life
  const happenings = steps.map(({ at, by, change }): Happening => {
    const move = (tx: Tx) => updateTaskStatus(tx, task.id, change)
    const run = change.status === 'completed' ? billing(agency, project.id, move) : move
    const assignee = task.assigneeIds[0]
    if (by === 'assignee' && assignee !== undefined) return { at, by: assignee, may: 'me.update_task_status', run }
    return { at, by: by === 'lead' ? leadId : project.cast.managerId, may: 'task.update_status', run }
  })
  return [...happenings, ...changed(scene, task)]
}

/** Late work is given a new date now and then, and what is urgent is marked so. */
function changed({ project, lives }: Scene, task: PlannedTask): Happening[] {
  const random = randomOf(`${task.id} changed`)
  const { begunAt, doneAt, createdAt } = lives.get(task.key) as Life
  const end = Math.min(project.cast.endDay ?? 0, project.cast.deletedDay ?? 0) * DAY
  const by = project.cast.managerId
  const at = task.dueDay * DAY + random.between(30, 200)
  const isLate = begunAt < at && at < Math.min(doneAt, end - 30)
  if (task.kind === 'task' && isLate && random.chance(0.2)) {
    const durationDays = (task.durationDays ?? 1) + random.between(2, 6)
    return [{ at, by, may: 'task.update', run: (tx) => updateTask(tx, task.id, { durationDays }) }]
  }
  const noticed = createdAt + random.between(1, 3) * DAY
  if (noticed < end - 30 && task.priority === 'medium' && random.chance(0.04))
    return [{ at: noticed, by, may: 'task.update', run: (tx) => updateTask(tx, task.id, { priority: 'high' }) }]
  return []
}

/** How the project itself moved along. */
function turns(scene: Scene): Happening[] {
  const { project, adminId } = scene
  const { cast, id, createdDay } = project
  const lastDay = (cast.endDay ?? cast.deletedDay ?? 0) * DAY
  const turn = (at: number, status: ProjectStatus, reason?: string): Happening => {
    const change = { status, ...(reason !== undefined && { reason }) }
    const run = billing(scene.agency, id, (tx) => updateProject(tx, id, change))
    return { at, by: cast.managerId, may: 'project.update', run }
  }
  const happenings: Happening[] = []
  if (cast.status !== 'draft' && cast.status !== 'onboarding')
    happenings.push(turn(onboardedAt(scene, lastDay), 'active'))
  if (cast.status === 'completed') happenings.push(turn(closedAt(scene), 'completed'))
  if (cast.status === 'on_hold' || cast.status === 'cancelled')
    happenings.push(turn(lastDay + 120, cast.status, cast.reason))
  const { deletedDay, reason = '' } = cast
  if (deletedDay !== undefined)
    happenings.push({
      at: deletedDay * DAY + 200,
      by: adminId,
      may: 'project.delete',
      run: (tx) => deleteProject(tx, id, reason),
    })
  else if (cast.status !== 'draft') happenings.push(...refined(scene, (createdDay + 2) * DAY, lastDay))
  return happenings
}

/** Details that become clear later. */
function refined({ project, random, calendar }: Scene, from: number, until: number): Happening[] {
  const { cast, id, engagement, dueDay } = project
  const at = from + random.between(30, 700)
  if (!random.chance(0.3) || at > until - 60) return []
  const change =
    engagement === 'one_off'
      ? { dueOn: calendar.date(dueDay + random.between(2, 5)) }
      : { tags: ['reference', random.pick(TAGS.slice(0, 3))] }
  return [{ at, by: cast.managerId, may: 'project.update', run: (tx) => updateProject(tx, id, change) }]
}

/** When the onboarding tasks were done; where they are not yet, the manager started without. */
function onboardedAt({ project, lives }: Scene, lastDay: number): number {
  const { cast, tasks } = project
  const onboarding = tasks.filter(({ stage, later }) => stage === 'onboarding' && !later)
  const done = Math.max(...onboarding.map(({ key }) => (lives.get(key) as Life).doneAt))
  return Math.min(done + 15, Math.max((cast.startDay + 9) * DAY, project.createdDay * DAY + 600), lastDay - 120)
}

function closedAt({ project, lives, random }: Scene): number {
  const at = Math.max(...[...lives.values()].map(({ doneAt }) => doneAt)) + random.between(100, 900)
  if (at > -DAY)
    throw new Error(`${project.cast.slug} is to be completed, and its work is not done in time: begin it earlier`)
  return at
}
