// What the demo's clients asked for in each project, and what became of it. Pure: a story, told by chance; some of the work that
// came along the way was asked for.
import { REQUEST_SOURCES } from '../../domain/request.ts'
import { REQUEST_STATUSES } from '../../domain/request-life.ts'
import { randomOf, type Random } from './demo-random.ts'
import { REQUEST_TEXTS, type RequestText } from './request-texts.ts'
import { DAY } from './demo-calendar.ts'
import type { Life } from './live-tasks.ts'
import { filled, type PlannedProject, type PlannedTask } from './plan-projects.ts'

export const ENDS = [...REQUEST_STATUSES, 'reopened', 'duplicate'] as const
export type End = (typeof ENDS)[number]

export interface LivedRequest {
  id: string
  text: RequestText
  source: (typeof REQUEST_SOURCES)[number]
  priority: 'low' | 'medium' | 'high' | 'urgent'
  /** How far it has come. */
  end: End
  /** When it was asked, taken up, and answered; what is later than `until` has not happened. */
  askedAt: number
  takenAt: number
  answeredAt: number
  until: number
  /** When the work it was accepted into was done or dropped; Infinity: not yet. */
  doneAt: number
  dropped: boolean
  /** Which one it repeats. */
  original?: string
}

/** Marks what of the work along the way was asked for; before the project is made. Answers with the tasks' keys. */
export function askedAlongTheWay({ cast, tasks }: PlannedProject): PlannedTask[] {
  const random = randomOf(`${cast.slug} asked`)
  const asked = tasks.filter((task) => task.later && random.chance(0.25)).slice(0, 2)
  for (const [n, task] of asked.entries()) task.requestId = `req_${cast.slug}_${n + 1}`
  return asked
}

/** All requests of a project in the order in which they were asked. */
export function liveRequests(project: PlannedProject, lives: ReadonlyMap<string, Life>, place: number): LivedRequest[] {
  const { cast, createdDay, tasks } = project
  if (cast.status === 'draft' || cast.deletedDay !== undefined) return []
  const random = randomOf(`${cast.slug} requests`)
  const begin = createdDay * DAY + 240
  const until = (cast.endDay ?? 0) * DAY - 25
  const worked = tasks
    .filter(({ requestId }) => requestId !== undefined)
    .map((task, n) => intoWork(project, task, lives.get(task.key) as Life, until, place + n, random))
  const ends = endsOf(cast.status, place, random)
  const others = ends.map((end, n) => {
    const closed = !isOpenEnd(end)
    const latest = until - (closed ? 5 * DAY : 0)
    const askedAt = Math.max(begin + n * 20, latest - random.between(closed ? DAY : 40, closed ? 25 * DAY : 3 * DAY))
    const id = `req_${cast.slug}_${worked.length + n + 1}`
    return lived(project, id, end, askedAt, until, place * 3 + n, random)
  })
  const [first] = others
  return [
    ...worked,
    ...others.map((other) => (other.end === 'duplicate' && first ? repeated(other, first) : other)),
  ].toSorted((a, b) => a.askedAt - b.askedAt)
}

/** The same once more, by somebody who had not seen the first. */
function repeated(request: LivedRequest, { id, text, askedAt }: LivedRequest): LivedRequest {
  const later = Math.max(request.askedAt, askedAt + 60)
  return { ...request, text, original: id, askedAt: later, takenAt: later + 40 }
}

const isOpenEnd = (end: End) => ['pending', 'in_review', 'awaiting_client', 'accepted', 'reopened'].includes(end)

/** What is asked in a project that goes on may be open still; each of them has another mixture. */
function endsOf(status: string, place: number, random: Random): End[] {
  const closed: End[] = ['completed', 'declined', 'cancelled']
  const open: End[] = ['pending', 'in_review', 'awaiting_client', 'accepted', 'reopened', 'duplicate']
  const past = [random.pick(closed)]
  if (status === 'completed' || status === 'cancelled') return past
  return [...past, open[place % open.length] ?? 'pending', ...(random.chance(0.3) ? [random.pick(open)] : [])]
}

function intoWork(
  project: PlannedProject,
  task: PlannedTask,
  { createdAt, doneAt, steps }: Life,
  until: number,
  place: number,
  random: Random,
): LivedRequest {
  const askedAt = Math.max(project.createdDay * DAY + 260 + place, createdAt - random.between(100, 700))
  const made = lived(project, task.requestId ?? '', 'accepted', Math.min(askedAt, createdAt - 30), until, place, random)
  const text = { ...made.text, type: 'change' as const, title: task.title, body: `We would need this: ${task.title}.` }
  // Answered in the minutes before the work is entered.
  const between = { takenAt: createdAt - 12, answeredAt: createdAt - 6 }
  return { ...made, ...between, text, doneAt, dropped: steps.at(-1)?.change.status === 'cancelled' }
}

function lived(
  project: PlannedProject,
  id: string,
  end: End,
  askedAt: number,
  until: number,
  place: number,
  random: Random,
): LivedRequest {
  const told = REQUEST_TEXTS[place % REQUEST_TEXTS.length] as RequestText
  const subject = random.pick(project.account.subjects)
  const say = (words: string) => filled(words, project.account, subject)
  const text = Object.fromEntries(Object.entries(told).map(([field, words]) => [field, say(words)])) as never
  const takenAt = askedAt + random.between(20, 500)
  return {
    id,
    text,
    source: REQUEST_SOURCES[place % REQUEST_SOURCES.length] ?? 'portal',
    priority: random.pick(['low', 'medium', 'medium', 'medium', 'high', 'urgent'] as const),
    end,
    askedAt,
    takenAt,
    answeredAt: takenAt + random.between(15, 600),
    until,
    doneAt: Infinity,
    dropped: false,
  }
}
