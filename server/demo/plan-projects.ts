// What each demo project consists of: its tasks from the templates, varied, with people, dates and links. Pure; nothing has happened yet.
import { DEFAULT_TEMPLATES } from '../../domain/default-templates.ts'
import type { Priority } from '../../domain/fields.ts'
import type { Task } from '../../domain/task.ts'
import { templateTask, type TemplateTask } from '../../domain/template.ts'
import type { CastAccount, CastAgency } from './cast-agency.ts'
import type { CastProject } from './demo-projects.ts'
import { randomOf, type Random } from './demo-random.ts'
import { CUSTOM_SKELETON, LINKS, OLD_SITE } from './demo-skeletons.ts'
import { ABOUT_A_SUBJECT, ALONG_THE_WAY, DESCRIPTIONS, PARTS } from './demo-texts.ts'

export interface PlannedTask extends Partial<Pick<Task, 'requestId'>> {
  key: string
  id: string
  title: string
  description: string
  kind: Task['kind']
  stage: string | null
  role: string
  priority: (typeof Priority)['options'][number]
  required: boolean
  assigneeIds: string[]
  /** Working days, counted from today. */
  startDay: number
  dueDay: number
  durationDays: number | null
  estimateMinutes: number | null
  parentKey: string | null
  dependsOn: TemplateTask['dependsOn']
  /** Thought of while the project was going on. */
  later: boolean
}

export interface PlannedProject {
  cast: CastProject
  id: string
  account: CastAccount
  /** The day on which it was entered. */
  createdDay: number
  dueDay: number
  engagement: 'retainer' | 'one_off'
  tasks: PlannedTask[]
  accountManagerId: string
}

/** Working days in a month, near enough. */
const MONTH = 21

/** The plans of all projects, filled up with what comes along until those that are not deleted have `totalTasks`. */
export function planProjects(
  agency: CastAgency,
  projects: readonly CastProject[],
  totalTasks: number,
): PlannedProject[] {
  const plans = projects.map((cast) => planProject(agency, cast))
  const open = plans.filter(
    ({ cast }) => cast.deletedDay === undefined && cast.status !== 'draft' && cast.startDay < -2,
  )
  let missing =
    totalTasks - plans.reduce((sum, { cast, tasks }) => sum + (cast.deletedDay === undefined ? tasks.length : 0), 0)
  for (let round = 0; missing > 0; round++) {
    const before = missing
    for (const plan of open) if (missing > 0 && addAlongTheWay(agency, plan, round)) missing--
    if (before === missing) break
  }
  if (missing !== 0) throw new Error(`the demo has ${missing} tasks too few`)
  return plans
}

interface Maker {
  agency: CastAgency
  cast: CastProject
  account: CastAccount
  random: Random
  createdDay: number
  staff: Map<string, string>
  accountManagerId: string
}

function planProject(agency: CastAgency, cast: CastProject): PlannedProject {
  const maker = makerOf(agency, cast)
  const { account, createdDay, accountManagerId } = maker
  const template = DEFAULT_TEMPLATES.find(({ type }) => type === cast.type)
  const skeleton = (template?.tasks?.map(templateTask) ?? CUSTOM_SKELETON).slice(0, cast.size)
  if (cast.type === 'website' && cast.size === undefined) skeleton.push(OLD_SITE)
  const tasks = withMonths(skeleton, cast).flatMap(({ task, month }) => {
    const planned = plan(maker, task, month)
    return [planned, ...partsOf(maker, planned, task.key)]
  })
  const last = Math.max(...tasks.map(({ dueDay }) => dueDay))
  const engagement = template?.engagement ?? 'one_off'
  return { cast, id: `prj_${cast.slug}`, account, createdDay, dueDay: last + 3, engagement, tasks, accountManagerId }
}

function makerOf(agency: CastAgency, cast: CastProject): Maker {
  const account = agency.accounts.find(({ id }) => id === cast.accountId)
  if (!account) throw new Error(`${cast.slug} names no client`)
  const parent = agency.accounts.find(({ id }) => id === account.parentAccountId)
  const random = randomOf(cast.slug)
  const createdDay = Math.min(cast.startDay - random.between(3, 8), -random.between(2, 6))
  const accountManagerId = [...account.accountManagerIds, ...(parent?.accountManagerIds ?? [])][0] ?? cast.managerId
  return { agency, cast, account, random, createdDay, staff: new Map(), accountManagerId }
}

/** The skeleton's tasks, and for each month that has begun those that come back; the longer it runs, the fewer kinds. */
function withMonths(skeleton: readonly TemplateTask[], cast: CastProject): { task: TemplateTask; month?: number }[] {
  const recurring = skeleton.filter(({ recurrence }) => recurrence !== null)
  const worked = (cast.endDay ?? 0) - cast.startDay
  const months = cast.status === 'completed' ? 2 : Math.max(1, Math.min(5, Math.floor((worked + MONTH) / MONTH)))
  const kept = new Set([...recurring.slice(0, months > 2 ? 1 : 2), ...recurring.slice(-1)].map(({ key }) => key))
  return skeleton.flatMap((task) => {
    if (task.recurrence === null) return [{ task }]
    if (!kept.has(task.key)) return []
    return Array.from({ length: months }, (_, i) => ({
      task: i === 0 ? within(task, kept, skeleton) : again(task, i, kept),
      month: i + 1,
    }))
  })
}

const within = (task: TemplateTask, kept: ReadonlySet<string>, skeleton: readonly TemplateTask[]): TemplateTask => ({
  ...task,
  dependsOn: task.dependsOn.filter(
    ({ key }) => kept.has(key) || skeleton.some((other) => other.key === key && other.recurrence === null),
  ),
})

/** A later month's task waits for its own month's tasks only. */
function again(task: TemplateTask, monthsLater: number, kept: ReadonlySet<string>): TemplateTask {
  const named = (key: string) => `${key}_${monthsLater + 1}`
  const dependsOn = task.dependsOn.filter(({ key }) => kept.has(key)).map((link) => ({ ...link, key: named(link.key) }))
  return { ...task, key: named(task.key), offsetDays: task.offsetDays + MONTH * monthsLater, dependsOn }
}

function plan(maker: Maker, task: TemplateTask, month?: number): PlannedTask {
  const { cast, random } = maker
  const base = task.key.replace(/_\d+$/, '')
  const subject = random.pick(maker.account.subjects)
  const about = ABOUT_A_SUBJECT.has(`${cast.type} ${base}`) ? `: ${subject}` : ''
  const role = task.role ?? 'project_manager'
  const startDay = cast.startDay + task.offsetDays
  const durationDays = task.kind === 'milestone' ? null : daysFor(task.durationDays ?? 1, task.estimateMinutes ?? 0)
  const dependsOn = task.dependsOn.map((link) => ({ ...link, ...LINKS[`${cast.type} ${base} ${link.key}`] }))
  return {
    key: task.key,
    id: `tsk_${cast.slug}_${task.key}`,
    title: `${filled(task.title, maker.account, subject)}${about}${month === undefined ? '' : ` — month ${month}`}`,
    description: task.kind === 'milestone' ? '' : describe(maker, task.description, role, subject),
    kind: task.kind,
    stage: task.stage,
    role,
    priority: task.priority === 'medium' ? priorityOf(random) : task.priority,
    required: task.required,
    assigneeIds: task.kind === 'milestone' ? [cast.managerId] : assignees(maker, role),
    startDay,
    dueDay: startDay + (durationDays ?? 1) - 1,
    durationDays,
    estimateMinutes: task.estimateMinutes,
    parentKey: null,
    dependsOn,
    later: false,
  }
}

/** Nobody does more than five hours a day for one task, not even who works full time. */
const daysFor = (days: number, minutes: number) => Math.max(days, Math.ceil(minutes / 300))

const priorityOf = (random: Random) =>
  random.chance(0.7) ? 'medium' : random.pick(['low', 'low', 'high', 'high', 'urgent'] as const)

/** A task of several parts: they follow each other within its dates, and carry its hours. */
function partsOf(maker: Maker, whole: PlannedTask, key: string): PlannedTask[] {
  const parts = PARTS[`${maker.cast.type} ${key}`] ?? []
  if (parts.length === 0) return []
  whole.estimateMinutes = null
  const days = Math.max(1, Math.floor((whole.durationDays ?? 1) / parts.length))
  const subject = maker.random.pick(maker.account.subjects)
  return parts.map(([title, role, hours], i) => ({
    ...whole,
    key: `${key}_part${i + 1}`,
    id: `${whole.id}_part${i + 1}`,
    title: filled(title, maker.account, subject),
    description: describe(maker, '', role, subject),
    role,
    assigneeIds: assignees(maker, role),
    startDay: whole.startDay + i * days,
    dueDay: whole.startDay + (i + 1) * days - 1,
    durationDays: daysFor(days, hours * 60),
    estimateMinutes: hours * 60,
    parentKey: key,
    dependsOn: i === 0 ? [] : [{ key: `${key}_part${i}`, type: 'FS', lagDays: 0 }],
  }))
}

/** One more task that nobody had thought of; false where nothing more comes to mind. */
function addAlongTheWay(agency: CastAgency, plan: PlannedProject, round: number): boolean {
  const { cast, tasks } = plan
  const idea = ALONG_THE_WAY[cast.type]?.[round]
  if (!idea) return false
  const [title, role, hours] = idea
  const maker = { ...makerOf(agency, cast), random: randomOf(`${cast.slug} ${round}`), createdDay: plan.createdDay }
  const { random, account } = maker
  const subject = random.pick(account.subjects)
  const until = Math.min(cast.status === 'completed' ? plan.dueDay - 8 : 6, (cast.endDay ?? 100) - 2)
  const startDay = random.between(Math.min(Math.max(cast.startDay + 5, -25), until), until)
  const durationDays = Math.max(1, Math.ceil(hours / 4))
  tasks.push({
    key: `extra_${round + 1}`,
    id: `tsk_${cast.slug}_extra_${round + 1}`,
    title: filled(title, account, subject),
    description: describe(maker, '', role, subject),
    kind: 'task',
    stage: tasks.findLast((task) => task.startDay <= startDay)?.stage ?? null,
    role,
    priority: priorityOf(random),
    required: false,
    assigneeIds: assignees(maker, role),
    startDay,
    dueDay: startDay + durationDays - 1,
    durationDays,
    estimateMinutes: hours * 60,
    parentKey: null,
    dependsOn: [],
    later: true,
  })
  return true
}

function describe({ account, random }: Maker, given: string, role: string, subject: string): string {
  return given || filled(random.pick(DESCRIPTIONS[role] ?? ['']), account, subject)
}

export const filled = (text: string, account: CastAccount, subject = account.subjects[0] ?? ''): string =>
  text
    .replaceAll('{client}', account.name)
    .replaceAll('{subject}', subject)
    .replaceAll('{contact}', account.contacts[0]?.name ?? account.name)

/** Mostly the same person for a role throughout a project; now and then somebody helps. */
function assignees(maker: Maker, role: string): string[] {
  const { cast, agency, random, staff, createdDay, accountManagerId } = maker
  if (role === 'project_manager') return [cast.managerId]
  if (role === 'account_manager') return [accountManagerId]
  const here = (id: string) => (agency.people.find((person) => person.id === id)?.hiredDay ?? 0) < createdDay
  const pool = (agency.roles[role] ?? [cast.managerId]).filter(here)
  const regular = staff.get(role) ?? random.pick(pool)
  staff.set(role, regular)
  if (random.chance(0.08)) return [...new Set([regular, random.pick(pool)])].toSorted()
  return [random.chance(0.15) ? random.pick(pool) : regular]
}
