// Tells the people concerned of what happened: one notice for all that one act did to what is theirs, however much that was.
import type { NoticeKind } from '../../domain/notification.ts'
import { wordsOf, type Told } from '../../domain/notice-words.ts'
import { TELLINGS, tellingsOf, type Subject } from '../../domain/tellings.ts'
import { instantOf, type LogEntry } from '../activity/log-entries.ts'
import type { Tx } from '../platform/transaction.ts'
import { actEntries, alreadyTold, concernedBy, nameOf, type ActEntry, type Concerned } from './concerned.ts'
import { seenBy } from './notice-scope.ts'
import { notify } from './notify.ts'

/** What one act did about one subject, wherever: the instant and who; undefined where it concerns nobody. */
export function actOf(subject: Subject, entry: LogEntry): string | undefined {
  if (tellingsOf(subject, entry).length === 0) return undefined
  return JSON.stringify([instantOf(entry), entry.actorId])
}

/** Somebody who is yet to be told, and of what. */
interface Untold {
  personId: string
  kind: NoticeKind
  entries: { entry: ActEntry; about: { type: string; id: string } }[]
}

export interface FoundAct {
  /** As `actOf` names it. */
  id: string
  causeId: string | null
  untold: Untold[]
}

/** The act, with who may see of it what they were not told yet; undefined where that is nobody. */
export async function findAct(tx: Tx, subject: Subject, act: string): Promise<FoundAct | undefined> {
  const [prefix, actorId] = JSON.parse(act) as [string, string]
  const entries = await actEntries(tx, { prefix, actorId, events: Object.keys(TELLINGS[subject]) })
  const tellings = entries.flatMap((entry) => tellingsOf(subject, entry).map((telling) => ({ ...telling, entry })))
  if (tellings.length === 0) return undefined
  const concerned = await concernedBy(tx, tellings)
  if (concerned.length === 0) return undefined
  const told = await alreadyTold(tx, concerned, entries)
  const news = concerned.filter(({ reader, kind, entry }) => !told.has(`${reader.id} ${kind} ${entry.id}`))
  const untold = byPersonAndKind(await visible(tx, news))
  return untold.length > 0 ? { id: act, causeId: entries[0]?.id ?? null, untold } : undefined
}

/** What each of them may see; asked for each, since it is their rights that count. */
async function visible(tx: Tx, concerned: readonly Concerned[]): Promise<Concerned[]> {
  const readers = Map.groupBy(concerned, ({ reader }) => reader.id)
  const seen = await Promise.all(
    [...readers.values()].map(async (own) => {
      const [first] = own
      if (!first) return []
      const things = await seenBy(
        tx,
        first.reader,
        own.map(({ about }) => about),
      )
      return own.filter(({ about }) => things.has(`${about.type} ${about.id}`))
    }),
  )
  return seen.flat()
}

function byPersonAndKind(concerned: readonly Concerned[]): Untold[] {
  const groups = Map.groupBy(concerned, ({ reader, kind, about }) => groupKey(reader.id, kind, about))
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    return first ? [{ personId: first.reader.id, kind: first.kind, entries: own }] : []
  })
}

/** Tasks that one act touched are told together, and projects; each message, request and signal is a thing of its own. */
const groupKey = (personId: string, kind: NoticeKind, about: { type: string; id: string }) =>
  about.type === 'task' || about.type === 'project'
    ? `${personId} ${kind}`
    : `${personId} ${kind} ${about.type} ${about.id}`

/** Tells them. Those to whom the same is to be said are told together. */
export function tellOfAct(tx: Tx, { untold }: FoundAct): void {
  const same = Map.groupBy(untold, ({ kind, entries }) => `${kind} ${entries.map(({ entry }) => entry.id).join(' ')}`)
  for (const group of same.values()) {
    const [lead, ...others] = group[0]?.entries ?? []
    if (lead) tellGroup(tx, group, lead, others)
  }
}

type Piece = Untold['entries'][number]

function tellGroup(tx: Tx, group: readonly Untold[], lead: Piece, others: readonly Piece[]): void {
  const kind = group[0]?.kind ?? 'message_received'
  const { entry } = lead
  const pieces = [lead, ...others]
  const by = { type: entry.actorType, id: entry.actorId, name: nameOf(entry) }
  const things = [...Map.groupBy(pieces, ({ about }) => about.id).values()]
  const isOnePlace = pieces.every((piece) => piece.entry.projectId === entry.projectId)
  const place = isOnePlace && entry.title !== entry.projectName ? entry.projectName : null
  notify(tx, {
    kind,
    personIds: group.map(({ personId }) => personId),
    entity: lead.about,
    also: things.slice(1).flatMap(([piece]) => piece?.about.id ?? []),
    projectId: isOnePlace ? entry.projectId : null,
    accountId: pieces.every((piece) => piece.entry.accountId === entry.accountId) ? entry.accountId : null,
    ...wordsOf(kind, things.map(inWords), by.name, place),
    by,
    causeId: entry.id,
    covers: pieces.map((piece) => piece.entry.id),
    dedupeKey: `${kind}:${entry.id}`,
  })
}

/** A thing with all that the act did to it. */
const inWords = (pieces: readonly Piece[]): Told => ({
  title: pieces[0]?.entry.title ?? 'something',
  excerpt: pieces[0]?.entry.excerpt,
  changes: Object.assign({}, ...pieces.map(({ entry }) => entry.changes)) as Told['changes'],
})
