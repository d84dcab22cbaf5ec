// How a notice is worded: one line that says who did what to what, and a line for each thing where it is several.
import type { NoticeKind } from './notification.ts'
import { listed, say, sayCount, sayLines, sayWord, type Said } from './said.ts'

/** One thing that a notice tells of. */
export interface Told {
  /** What the thing is called; a message is called after what it is about. */
  title: string
  changes: Record<string, { from?: unknown; to?: unknown }>
  /** The beginning of what was said. */
  excerpt?: string | null | undefined
}

export interface Words {
  title: string | Said
  body: string | Said
}

const MAX_NAME = 120
const MAX_LINES = 20

/** On one line, and not longer than a line is read. */
export function shortLine(text: string, max: number = MAX_NAME): string {
  // oxlint-disable-next-line no-control-regex -- whatever breaks a line, in mail too
  const flat = text.replaceAll(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim()
  const letters = Array.from(flat)
  return letters.length > max ? `${letters.slice(0, max - 1).join('')}…` : flat
}

/** As sentences have it. */
const spoken = (status: unknown): Said => sayWord(typeof status === 'string' ? status : '')

type Sentence = (told: Told, who: string) => Said
const moved: Sentence = ({ title, changes }, who) => {
  return say`${who} moved “${shortLine(title)}” to ${spoken(changes.status?.to)}`
}

const ONE: Partial<Record<NoticeKind, Sentence>> = {
  task_assigned: ({ title }, who) => say`${who} assigned you “${shortLine(title)}”`,
  task_status_changed: moved,
  schedule_changed: ({ title }) => say`The dates of “${shortLine(title)}” moved`,
  project_assigned: ({ title, changes }, who) =>
    changes.managerId && !changes.assignedTeam
      ? say`${who} made you the manager of “${shortLine(title)}”`
      : say`${who} put you on “${shortLine(title)}”`,
  project_status_changed: moved,
  request_received: ({ title, changes }, who) =>
    changes.id ? say`${who} asks: “${shortLine(title)}”` : say`${who} gave you the request “${shortLine(title)}”`,
  request_status_changed: moved,
  message_received: ({ title }, who) => say`${who} wrote about “${shortLine(title)}”`,
  signal_raised: ({ title }) => say`Wants attention: “${shortLine(title)}”`,
}

const MANY: Partial<Record<NoticeKind, (count: number, who: string) => Said>> = {
  task_assigned: (count, who) => say`${who} assigned you ${count} tasks`,
  task_status_changed: (count, who) => say`${who} moved ${count} tasks`,
  schedule_changed: (count) => say`The dates of ${count} tasks moved`,
  project_assigned: (count, who) => say`${who} put you on ${count} projects`,
  project_status_changed: (count, who) => say`${who} moved ${count} projects`,
}

const MOVES: readonly NoticeKind[] = ['task_status_changed', 'project_status_changed']

/** What is said of each of several, or beside the title of one; null where that is nothing. */
function detailOf(kind: NoticeKind, { changes, excerpt }: Told): string | Said | null {
  if (kind === 'schedule_changed') {
    const { startOn, dueOn } = changes
    return listed([startOn && say`start ${movedOn(startOn)}`, dueOn && say`due ${movedOn(dueOn)}`]) ?? null
  }
  const reason = changes.reason?.to ?? changes.note?.to ?? changes.blockedReason?.to
  return excerpt ?? (typeof reason === 'string' ? shortLine(reason.replaceAll('_', ' '), 300) : null)
}

const movedOn = ({ from, to }: { from?: unknown; to?: unknown }): Said => say`${shown(from)} → ${shown(to)}`
const shown = (date: unknown): string | Said => (typeof date === 'string' ? date : say`open`)
/** Says it; `place` is the project where that is not what it is about. */
export function wordsOf(kind: NoticeKind, told: readonly Told[], who: string, place: string | null): Words {
  const [first] = told
  if (!first) return { title: '', body: '' }
  const inPlace = (title: Said) => (place === null ? title : say`${title} in ${shortLine(place, 60)}`)
  const name = shortLine(who, 60)
  const many = told.length > 1 ? MANY[kind] : undefined
  if (many === undefined) {
    const last = told.at(-1) ?? first
    const title = ONE[kind]?.(last, name) ?? say`${shortLine(last.title)}`
    return { title: inPlace(title), body: detailOf(kind, last) ?? '' }
  }
  const all = told.slice(0, MAX_LINES).map((each) => {
    const detail = MOVES.includes(kind) ? spoken(each.changes.status?.to) : detailOf(kind, each)
    return detail === null ? say`${shortLine(each.title)}` : say`${shortLine(each.title)}: ${detail}`
  })
  const more = told.length - MAX_LINES
  if (more > 0) all.push(sayCount(more, 'and {count} more', 'and {count} more'))
  return { title: inPlace(many(told.length, name)), body: sayLines(all) }
}
