// Makes the words of a message just before it goes out: from what its person may see, wants and has not read at that moment.
import { sql } from 'kysely'
import { digestInChat, weeklyMail } from '../../domain/digest-mail.ts'
import { digestMail, noticeMail, pageOf, type MailedNotice } from '../../domain/notice-mail.ts'
import { waysOf, type NoticeKind, type NotificationPreferences } from '../../domain/notification.ts'
import type { Said } from '../../domain/said.ts'
import type { Speech } from '../../domain/speech.ts'
import { showDaysIn } from '../../domain/spoken-days.ts'
import { speechFor } from '../access/reader-speech.ts'
import { grantsOf } from '../../domain/permissions.ts'
import { getDigest } from '../digest/weekly-digest.ts'
import type { Database } from '../platform/database.ts'
import { drop, type OutgoingMessage } from '../platform/outgoing-loop.ts'
import { transaction, type Tx } from '../platform/transaction.ts'
import { contextFor, type Told } from './carry-notices.ts'
import { makeMuteLink } from './mute-links.ts'
import { noticeBody, noticeScope } from './notice-scope.ts'
import { getPreferences } from './preference-queries.ts'

export interface Composing {
  worker: Database
  app: Database
  clock: () => Date
  publicUrl: string
}

const MOST_IN_A_DIGEST = 100

/** Answers the message with its words, or drops it: nothing of it is to be said to that person any more. */
export const composeNotice =
  ({ worker, app, clock, publicUrl }: Composing) =>
  async (message: OutgoingMessage): Promise<OutgoingMessage> => {
    const { personId, noticeKey } = message
    if (personId === null || noticeKey === null) return message
    const [person] = await worker.query<Told>(sql`
      select x.organization_id as "organizationId", o.timezone, x.id as "personId", x.name, x.email, x.roles
      from people x join organizations o on o.id = x.organization_id
      where x.organization_id = ${message.organizationId} and x.id = ${personId} and x.active`)
    if (!person) throw drop('whom it was for is not active any more')
    const composed = await transaction(app, contextFor(person, clock(), publicUrl), async (tx) => {
      const [preferences, speech] = await Promise.all([getPreferences(tx, personId), speechFor(tx, { personId })])
      const wishes = { preferences, speech }
      const [what = '', carrier = '', id = ''] = noticeKey.split(':')
      return what === 'digest' ? digest(tx, carrier, wishes) : single(tx, id, carrier, wishes)
    })
    if (!composed) throw drop('read, muted, or not to be seen any more')
    return { ...message, recipient: person.email, ...composed }
  }

/** What they want to be told, and in which language. */
interface Wishes {
  preferences: NotificationPreferences
  speech: Speech
}

interface FoundNotice {
  id: string
  kind: NoticeKind
  title: string
  said: Said | null
  body: string
  bodySaid: Said | null
  entity: { type: string; id: string }
  projectId: string | null
  project: string | null
}

const found = (tx: Tx, which: ReturnType<typeof sql>) =>
  tx.rows<FoundNotice>(sql`
    select n.id, n.kind, n.title, n.said, ${noticeBody(tx)}, json_build_object('type', n.entity_type, 'id', n.entity_id) as entity,
      n.project_id as "projectId", j.name as project
    from notifications n left join projects j on j.organization_id = n.organization_id and j.id = n.project_id
    where n.person_id = ${tx.actor.id} and ${which} and n.read_at is null and n.deleted_at is null and ${noticeScope(tx)}
    order by n.created_at, n.id`)

const mailed = (
  tx: Tx,
  speech: Speech,
  { kind, title, said, body, bodySaid, entity, projectId, project }: FoundNotice,
): MailedNotice => ({
  kind,
  title: said ? showDaysIn(speech.told(said), speech) : title,
  body: bodySaid ? showDaysIn(speech.phrase(bodySaid), speech) : body,
  url: pageOf(tx.publicUrl, entity, projectId, readsTasks(tx)),
  project,
})

/** Whoever reads no project's tasks finds their own among their work. */
const readsTasks = (tx: Tx) => grantsOf(tx.actor.roles, 'task.read').length > 0

type Composed = Pick<OutgoingMessage, 'subject' | 'body' | 'headers'>

async function single(
  tx: Tx,
  id: string,
  carrier: string,
  { preferences, speech }: Wishes,
): Promise<Composed | undefined> {
  const [notice] = await found(tx, sql`n.id = ${id}`)
  if (!notice) return undefined
  const ways = waysOf(preferences, notice)
  const wanted = carrier === 'slack' ? ways.chat : ways.email !== 'off'
  if (!wanted) return undefined
  if (notice.kind === 'weekly_digest') return weekly(tx, notice.entity.id, carrier, { preferences, speech })
  const told = mailed(tx, speech, notice)
  if (carrier === 'slack') return { subject: told.title, body: told.body, headers: { url: told.url } }
  const muteUrl = makeMuteLink(tx, notice.kind, notice.projectId)
  return inMail(noticeMail(told, muteUrl, speech), muteUrl)
}

/** The week to that day, without the projects that they muted. */
async function weekly(
  tx: Tx,
  to: string,
  carrier: string,
  { preferences: { mutedProjectIds }, speech }: Wishes,
): Promise<Composed> {
  const week = await getDigest(tx, to, mutedProjectIds)
  const urlOf = (path: string) => `${tx.publicUrl}${path}`
  if (carrier === 'slack') {
    const { subject, text, path } = digestInChat(week, speech)
    return { subject, body: text, headers: { url: urlOf(path) } }
  }
  const muteUrl = makeMuteLink(tx, 'weekly_digest', null)
  return inMail(weeklyMail(week, { urlOf, muteUrl }, speech), muteUrl)
}

async function digest(tx: Tx, on: string, { preferences, speech }: Wishes): Promise<Composed | undefined> {
  const all = await found(tx, sql`n.digest_on = ${on}`)
  const wanted = all.filter((notice) => waysOf(preferences, notice).email !== 'off')
  if (wanted.length === 0) return undefined
  const muteUrl = makeMuteLink(tx, null, null)
  const notices = wanted.slice(0, MOST_IN_A_DIGEST).map((notice) => mailed(tx, speech, notice))
  return inMail(digestMail({ notices, on, more: wanted.length - notices.length }, muteUrl, speech), muteUrl)
}

const inMail = ({ subject, text, html }: ReturnType<typeof noticeMail>, muteUrl: string): Composed => ({
  subject,
  body: text,
  headers: { html, muteUrl },
})
