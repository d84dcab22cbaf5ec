// How each task of a demo project went until now: when it was begun, what held it up, how it ended. Pure: a story, told by chance.
import { BLOCKED_REASONS, type BlockedReason, type TaskStatusChange } from '../../domain/task.ts'
import { DAY } from './demo-calendar.ts'
import { randomOf, type Random } from './demo-random.ts'
import { BLOCK_NOTES, CANCEL_REASONS, DONE_NOTES, REOPEN_REASONS, REVIEW_NOTES } from './demo-texts.ts'
import { filled, type PlannedProject, type PlannedTask } from './plan-projects.ts'

export interface Step {
  at: number
  by: 'assignee' | 'manager' | 'lead'
  change: TaskStatusChange
}

export interface Life {
  createdAt: number
  /** Infinity: not yet. */
  begunAt: number
  doneAt: number
  steps: Step[]
}

interface Story {
  project: PlannedProject
  lives: Map<string, Life>
  /** What comes later than this has not happened. */
  end: number
  /** Whether all work came to its end. */
  allDone: boolean
  createdAt: number
}

/** The lives of all tasks, by key. Nobody finishes what waits for something unfinished. */
export function liveTasks(project: PlannedProject, createdAt: number): Map<string, Life> {
  const { cast, tasks } = project
  const lastDay = Math.min(cast.endDay ?? 0, cast.deletedDay ?? 0)
  const story: Story = {
    project,
    lives: new Map(),
    end: cast.status === 'draft' ? -Infinity : lastDay * DAY - 15,
    allDone: cast.status === 'completed',
    createdAt,
  }
  const waiting = tasks.filter(({ parentKey }) => parentKey === null)
  while (waiting.length > 0) {
    const next = waiting.findIndex((task) => task.dependsOn.every(({ key }) => story.lives.has(key)))
    const [task] = waiting.splice(next, 1)
    if (next < 0 || !task) throw new Error(`${cast.slug}: tasks that wait for each other`)
    live(story, task, -Infinity)
  }
  return story.lives
}

function live(story: Story, task: PlannedTask, notBefore: number): Life {
  const { end, allDone, project } = story
  const random = randomOf(task.id)
  const createdAt = creation(story, task, random)
  const { begin, floor } = earliest(story, task, Math.max(notBefore, createdAt + 30), random)
  const life: Life = { createdAt, begunAt: Infinity, doneAt: Infinity, steps: [] }
  story.lives.set(task.key, life)
  if (begin >= end) {
    if (end - task.startDay * DAY > 2 * DAY && begin === Infinity && task.kind === 'task' && random.chance(0.25))
      giveUpWaiting(life, story, task, random)
    for (const part of partsOf(project, task)) live(story, part, Infinity)
    return life
  }
  if (task.kind === 'milestone') return Object.assign(life, reached(begin))
  if (task.later && random.chance(0.12)) return Object.assign(life, dropped(begin, random))
  let done = Math.max(begin + (task.durationDays ?? 1) * DAY * (random.between(60, 115) / 100) - 60, floor, begin + 60)
  for (const part of partsOf(project, task)) done = Math.max(done, live(story, part, begin + 10).doneAt + 20)
  const stuck = !allDone && done < end && done > end - 16 * DAY && random.chance(0.4)
  if (stuck) done = Infinity
  const steps =
    done < end ? finished(begin, done, task, project, random) : unfinished(begin, end, stuck, task, project, random)
  const begunAt = steps[0]?.change.status === 'completed' ? done : begin
  return Object.assign(life, { begunAt, doneAt: done < end ? done : Infinity, steps })
}

const partsOf = ({ tasks }: PlannedProject, task: PlannedTask) =>
  tasks.filter(({ parentKey }) => parentKey === task.key)

/** What was thought of later was entered some days before it was to begin. */
function creation({ end, createdAt, project }: Story, task: PlannedTask, random: Random): number {
  if (!task.later) return createdAt + 5
  const wanted = (task.startDay - random.between(1, 4)) * DAY + random.between(20, 400)
  return Math.max(Math.min(wanted, end - random.between(200, 900)), (project.createdDay + 1) * DAY)
}

/** When it may begin, and before when it may not end, by its links. */
function earliest(
  { lives }: Story,
  task: PlannedTask,
  notBefore: number,
  random: Random,
): { begin: number; floor: number } {
  let begin = Math.max(task.startDay * DAY + random.between(5, 200), notBefore)
  let floor = -Infinity
  for (const { key, type, lagDays } of task.dependsOn) {
    const { begunAt, doneAt } = lives.get(key) as Life
    const lag = lagDays * DAY
    if (type === 'FS') begin = Math.max(begin, doneAt + lag)
    if (type === 'FS') floor = Math.max(floor, doneAt + 15)
    if (type === 'SS') begin = Math.max(begin, begunAt + lag)
    if (type === 'FF') floor = Math.max(floor, doneAt + Math.max(lag, 15))
    if (type === 'SF') floor = Math.max(floor, begunAt + Math.max(lag, 15))
  }
  return { begin: begin + random.between(3, 90), floor }
}

const reached = (at: number): Partial<Life> => ({
  begunAt: at,
  doneAt: at,
  steps: [{ at, by: 'manager', change: { status: 'completed' } }],
})

const dropped = (at: number, random: Random): Partial<Life> => ({
  begunAt: at,
  doneAt: at,
  steps: [{ at, by: 'manager', change: { status: 'cancelled', reason: random.pick(CANCEL_REASONS) } }],
})

function giveUpWaiting(life: Life, { end, project }: Story, task: PlannedTask, random: Random): void {
  const at = Math.max(task.startDay * DAY + random.between(30, 400), life.createdAt + 60)
  if (at < end) life.steps.push({ at, by: 'assignee', change: blocked('waiting_dependency', project, random) })
}

function finished(begin: number, done: number, task: PlannedTask, project: PlannedProject, random: Random): Step[] {
  const span = done - begin
  const at = (share: number) => begin + span * share
  const completed: TaskStatusChange = {
    status: 'completed',
    ...(random.chance(0.4) && { completionNotes: random.pick(DONE_NOTES) }),
  }
  if ((task.durationDays ?? 1) === 1 && random.chance(0.3)) return [{ at: done, by: 'assignee', change: completed }]
  const steps: Step[] = [{ at: begin, by: 'assignee', change: { status: 'in_progress' } }]
  if (span > 300 && random.chance(0.14)) {
    steps.push({ at: at(0.2), by: 'assignee', change: blocked(reasonFor(task, random), project, random) })
    steps.push({ at: at(0.5), by: 'assignee', change: { status: 'in_progress' } })
  }
  if (span > 700 && random.chance(0.2))
    steps.push({ at: at(0.6), by: 'assignee', change: { progress: random.between(10, 16) * 5 } })
  const reviewed = random.chance(0.35)
  if (reviewed) steps.push({ at: at(0.85), by: 'assignee', change: inReview(random) })
  const reviewer = reviewed ? random.pick(['manager', 'manager', 'lead'] as const) : 'assignee'
  if (random.chance(0.04)) {
    steps.push({ at: at(0.9), by: reviewer, change: completed })
    steps.push({ at: at(0.94), by: 'manager', change: { status: 'in_progress', reason: random.pick(REOPEN_REASONS) } })
    steps.push({ at: done, by: 'assignee', change: { status: 'completed' } })
  } else steps.push({ at: done, by: reviewer, change: completed })
  return steps
}

function unfinished(
  begin: number,
  end: number,
  stuck: boolean,
  task: PlannedTask,
  project: PlannedProject,
  random: Random,
): Step[] {
  const late = stuck || task.dueDay * DAY < end
  const at = (share: number) => begin + (end - begin) * share
  const steps: Step[] = [{ at: begin, by: 'assignee', change: { status: 'in_progress' } }]
  if (random.chance(0.6)) steps.push({ at: at(0.4), by: 'assignee', change: { progress: random.between(2, 14) * 5 } })
  if (random.chance(late ? 0.4 : 0.12))
    steps.push({ at: at(0.7), by: 'assignee', change: blocked(reasonFor(task, random), project, random) })
  else if (random.chance(late ? 0.5 : 0.35)) steps.push({ at: at(0.8), by: 'assignee', change: inReview(random) })
  return steps
}

const inReview = (random: Random): TaskStatusChange => ({
  status: 'in_review',
  progress: random.between(16, 19) * 5,
  ...(random.chance(0.3) && { reason: random.pick(REVIEW_NOTES) }),
})

const blocked = (blockedReason: BlockedReason, { account }: PlannedProject, random: Random): TaskStatusChange => ({
  status: 'blocked',
  blockedReason,
  reason: filled(random.pick(BLOCK_NOTES[blockedReason]), account),
})

function reasonFor({ role, key }: PlannedTask, random: Random): BlockedReason {
  if (key === 'access') return 'waiting_access'
  if (role === 'account_manager' || role === 'project_manager')
    return random.pick(['waiting_client', 'waiting_client', 'waiting_approval'])
  return random.pick(BLOCKED_REASONS)
}
