// Makes the words of a message just before it goes out: from what its person may see, wants and has not read at that moment.
import { sql } from 'kysely'
import { digestInChat, weeklyMail } from '../../domain/digest-mail.ts'
import { digestMail, noticeMail, pageOf, type MailedNotice } from '../../domain/notice-mail.ts'
import { waysOf, type NoticeKind, type NotificationPreferences } from '../../domain/notification.ts'
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
      const preferences = await getPreferences(tx, personId)
      const [what = '', carrier = '', id = ''] = noticeKey.split(':')
      return what === 'digest' ? digest(tx, carrier, preferences) : single(tx, id, carrier, preferences)
    })
    if (!composed) throw drop('read, muted, or not to be seen any more')
    return { ...message, recipient: person.email, ...composed }
  }

interface FoundNotice {
  id: string
  kind: NoticeKind
  title: string
  body: string
  entity: { type: string; id: string }
  projectId: string | null
  project: string | null
}

const found = (tx: Tx, which: ReturnType<typeof sql>) =>
  tx.rows<FoundNotice>(sql`
    select n.id, n.kind, n.title, ${noticeBody(tx)} as body, json_build_object('type', n.entity_type, 'id', n.entity_id) as entity,
      n.project_id as "projectId", j.name as project
    from notifications n left join projects j on j.organization_id = n.organization_id and j.id = n.project_id
    where n.person_id = ${tx.actor.id} and ${which} and n.read_at is null and n.deleted_at is null and ${noticeScope(tx)}
    order by n.created_at, n.id`)

const mailed = (tx: Tx, { kind, title, body, entity, projectId, project }: FoundNotice): MailedNotice => ({
  kind,
  title,
  body,
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
  preferences: NotificationPreferences,
): Promise<Composed | undefined> {
  const [notice] = await found(tx, sql`n.id = ${id}`)
  if (!notice) return undefined
  const ways = waysOf(preferences, notice)
  const wanted = carrier === 'slack' ? ways.chat : ways.email !== 'off'
  if (!wanted) return undefined
  if (notice.kind === 'weekly_digest') return weekly(tx, notice.entity.id, carrier, preferences)
  const told = mailed(tx, notice)
  if (carrier === 'slack') return { subject: told.title, body: told.body, headers: { url: told.url } }
  const muteUrl = makeMuteLink(tx, notice.kind, notice.projectId)
  return inMail(noticeMail(told, muteUrl), muteUrl)
}

/** The week to that day, without the projects that they muted. */
async function weekly(
  tx: Tx,
  to: string,
  carrier: string,
  { mutedProjectIds }: NotificationPreferences,
): Promise<Composed> {
  const week = await getDigest(tx, to, mutedProjectIds)
  const urlOf = (path: string) => `${tx.publicUrl}${path}`
  if (carrier === 'slack') {
    const { subject, text, path } = digestInChat(week)
    return { subject, body: text, headers: { url: urlOf(path) } }
  }
  const muteUrl = makeMuteLink(tx, 'weekly_digest', null)
  return inMail(weeklyMail(week, urlOf, muteUrl), muteUrl)
}

async function digest(tx: Tx, on: string, preferences: NotificationPreferences): Promise<Composed | undefined> {
  const all = await found(tx, sql`n.digest_on = ${on}`)
  const wanted = all.filter((notice) => waysOf(preferences, notice).email !== 'off')
  if (wanted.length === 0) return undefined
  const muteUrl = makeMuteLink(tx, null, null)
  const shown = wanted.slice(0, MOST_IN_A_DIGEST).map((notice) => mailed(tx, notice))
  return inMail(digestMail(shown, on, muteUrl, wanted.length - shown.length), muteUrl)
}

const inMail = ({ subject, text, html }: ReturnType<typeof noticeMail>, muteUrl: string): Composed => ({
  subject,
  body: text,
  headers: { html, muteUrl },
})
