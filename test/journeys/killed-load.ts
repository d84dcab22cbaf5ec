// People at work while power fails: a seeded mix of new projects, tasks and moves, and a ledger of what became of each.
import type { TaskStatus, TaskWithHistory } from '../../domain/task.ts'
import { randomOf, type Random } from '../../server/demo/demo-random.ts'
import type { Person, Reply } from '../agency.ts'

export interface Write {
  kind: 'project' | 'task' | 'move'
  /** Kept with what it makes, as name, title or note: by this it is found again. */
  mark: string
  path: string
  body: Record<string, unknown>
  key: string | undefined
}

export interface Ledger {
  acknowledged: { write: Write; body: TaskWithHistory }[]
  /** Answered with a no: nothing of these may be there. */
  refused: Write[]
  /** Never answered, and without a key to ask again: there once, or not at all. */
  unknown: Write[]
  projects: string[]
  tasks: Map<string, TaskStatus>
}

export const emptyLedger = (): Ledger => ({
  acknowledged: [],
  refused: [],
  unknown: [],
  projects: [],
  tasks: new Map(),
})

/** Writes one thing after the other until one is not answered, and gives that one back. */
export async function workUntilTheBlow(ledger: Ledger, ada: Person, name: string, seed: string): Promise<Write> {
  const random = randomOf(`${seed} ${name}`)
  for (let i = 0; ; i++) {
    const write = nextWrite(ledger, random, `${name} ${i}`)
    if (!(await ask(ledger, ada, write))) return write
  }
}

/** After the restart those who have a key ask again with it, until there is an answer. */
export async function askAgain(ledger: Ledger, ada: Person, unanswered: Write[]): Promise<void> {
  for (const write of unanswered) {
    if (write.key === undefined) ledger.unknown.push(write)
    else
      for (let tries = 1; !(await ask(ledger, ada, write)); tries++)
        if (tries === 20) throw new Error(`no answer to ${write.mark}`)
  }
}

/** Few are worked on at a time, so that people meet: on the same project, and often on the same task. */
const RECENT = 6

function nextWrite({ projects, tasks }: Ledger, random: Random, mark: string): Write {
  const key = random.chance(0.5) ? mark.replaceAll(' ', '-') : undefined
  const recentTasks = [...tasks].slice(-RECENT)
  const project = projects.length > 0 && random.pick(projects.slice(-RECENT))
  if (!project || random.chance(0.2)) {
    return {
      kind: 'project',
      mark,
      key,
      path: '/v1/admin/projects',
      body: { name: mark, accountId: 'bakery', type: 'seo' },
    }
  }
  if (recentTasks.length < RECENT || random.chance(0.2)) {
    return { kind: 'task', mark, key, path: `/v1/admin/projects/${project}/tasks`, body: { title: mark } }
  }
  const [id, status] = random.pick(recentTasks)
  return {
    kind: 'move',
    mark,
    key,
    path: `/v1/admin/projects/tasks/${id}/status`,
    body: { ...nextMove(random, status), reason: mark },
  }
}

/** From where the task was last seen; where somebody was faster, the move is refused or says nothing new. */
function nextMove(random: Random, status: TaskStatus): Record<string, unknown> {
  if (random.chance(0.2)) return { progress: random.between(1, 99) }
  const moves: Record<TaskStatus, TaskStatus[]> = {
    pending: ['in_progress', 'completed'],
    in_progress: ['in_review', 'blocked', 'completed'],
    in_review: ['in_progress', 'completed'],
    blocked: ['in_progress', 'in_review'],
    completed: ['in_progress'],
    cancelled: ['in_progress'],
  }
  const to = random.pick(moves[status])
  return { status: to, ...(to === 'blocked' && { blockedReason: 'capacity' }) }
}

/** Asks and enters the answer; false where there was none. */
async function ask(ledger: Ledger, ada: Person, write: Write): Promise<boolean> {
  const { kind, path, body, key } = write
  const send = kind === 'move' ? ada.put : ada.post
  const reply = await send<TaskWithHistory>(path, body, key === undefined ? {} : { 'idempotency-key': key }).catch(
    () => undefined,
  )
  if (!reply || isLeftOpen(reply)) return false
  if (reply.status === 409) {
    ledger.refused.push(write)
    return true
  }
  if (reply.status !== (kind === 'move' ? 200 : 201))
    throw new Error(`${write.mark}: ${reply.status} ${JSON.stringify(reply.body)}`)
  ledger.acknowledged.push({ write, body: reply.body })
  if (kind === 'project') ledger.projects.push(reply.body.id)
  else ledger.tasks.set(reply.body.id, reply.body.status)
  return true
}

const isLeftOpen = ({ status, body }: Reply<object>) =>
  status === 503 || (status === 409 && 'code' in body && body.code === 'idempotency_in_progress')
