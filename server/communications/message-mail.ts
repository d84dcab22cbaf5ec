// A message on its way to the client by mail: whom it may go to, what is in it, and the address that its answers come back to.
import { randomBytes } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import type { KnownRecipient } from '../../domain/communication.ts'
import { plainTextOf } from '../../domain/markdown-text.ts'
import { invalidField } from '../../domain/problems.ts'
import { markOf } from '../../domain/quoted-mail.ts'
import type { Speech } from '../../domain/speech.ts'
import { hashSecret } from '../access/authenticate.ts'
import { speechFor } from '../access/reader-speech.ts'
import { sendMail } from '../platform/mail.ts'
import { insertRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import type { BoundFile } from '../files/attachment-operations.ts'
import type { Saying, Spoken } from './add-communication.ts'

export interface Recipient {
  name: string
  email: string
}

type About = Pick<Saying, 'thread' | 'projectId' | 'accountId'>

/** The client's contacts with an address: the account's own in their order, then those of its parent. */
const contacts = (tx: Tx, accountId: string | null) => sql`
  select k.contact->>'name' as name, k.contact->>'email' as email, (a.id <> ${accountId})::int as rank, k.n
  from accounts c join accounts a on a.organization_id = c.organization_id and a.id in (c.id, c.parent_account_id)
  cross join lateral json_array_elements(a.contacts) with ordinality as k(contact, n)
  where c.organization_id = ${tx.actor.organizationId} and c.id = ${accountId} and k.contact->>'email' is not null`

/** The one whom a thread is with: who made the request, else the client's first contact. Nobody where no address is known. */
export async function defaultRecipients(tx: Tx, { thread, accountId }: About): Promise<Recipient[]> {
  const found =
    thread.type === 'request'
      ? sql<Recipient>`select requester_name as name, requester_email as email from requests
          where organization_id = ${tx.actor.organizationId} and id = ${thread.id} and requester_email is not null`
      : sql<Recipient>`select name, email from (${contacts(tx, accountId)}) k order by rank, n limit 1`
  return tx.rows(found)
}

/** Every address of the client that mail from the project may go to, once each: its contacts, requesters, holders of links. */
const addresses = (tx: Tx, { projectId, accountId }: Pick<About, 'projectId' | 'accountId'>) => {
  const of = sql`organization_id = ${tx.actor.organizationId} and project_id = ${projectId}`
  return sql<Recipient & { rank: number; n: number }>`
    select distinct on (lower(email)) name, email, rank, n from (
      select name, email, rank, n from (${contacts(tx, accountId)}) k
      union all select requester_name, requester_email, 2, 0 from requests where ${of} and requester_email is not null
      union all select name, email, 3, 0 from client_links where ${of} and revoked_at is null
        and (expires_at is null or expires_at > ${tx.now})) k
    order by lower(email), rank, n`
}

const MOST_LISTED = 200

/** Whom a mail in a thread may go to, contacts of the client first; some of them get it where nobody is named. */
export async function listRecipients(tx: Tx, about: About): Promise<KnownRecipient[]> {
  const [known, firsts] = await Promise.all([
    tx.rows<Recipient>(sql`select name, email from (${addresses(tx, about)}) k
      order by rank, n, lower(name), email limit ${MOST_LISTED}`),
    defaultRecipients(tx, about),
  ])
  const first = new Set(firsts.map(({ email }) => email.toLowerCase()))
  return known.map(({ name, email }) => ({ name, email, first: first.has(email.toLowerCase()) }))
}

/** Those named, each an address that belongs to the client of the project; refuses the first that does not. */
export async function knownRecipients(tx: Tx, about: About, emails: readonly string[]): Promise<Recipient[]> {
  const known = await tx.rows<Recipient>(sql`select name, email from (${addresses(tx, about)}) k
    where lower(email) = any(${emails.map((email) => email.toLowerCase())}) order by lower(email)`)
  const found = new Map(known.map((one) => [one.email.toLowerCase(), one]))
  emails.forEach((email, i) => {
    if (!found.has(email.toLowerCase()))
      throw invalidField(
        `/recipients/${i}`,
        'reference',
        'is no address of the client: a contact, a requester or a client link',
      )
  })
  return [...found.values()]
}

/** What may travel within a mail; most servers take 20 to 25 MB, and encoding adds a third. */
const MAX_ENCLOSED_BYTES = 14 * 1024 * 1024

/** Has a message mailed to each of them, with an address of its own to answer to. Nothing is in it but the message. */
export async function mailMessage(tx: Tx, spoken: Spoken, recipients: readonly Recipient[]): Promise<void> {
  if (recipients.length === 0) return
  const [subject, references, speech, sender] = await Promise.all([
    subjectOf(tx, spoken),
    referencesOf(tx, spoken),
    speechFor(tx, spoken),
    tx.first<{ organization: string; email: string | null }>(sql`
      select o.name as organization, (select x.email from people x where x.organization_id = o.id and x.id = ${spoken.author.id}) as email
      from organizations o where o.id = ${tx.actor.organizationId}`),
  ])
  const { enclosed, named } = enclosedOf(spoken.files, speech)
  for (const { name, email } of recipients) {
    const replyToken = newReplyToken()
    insertRow(tx, 'reply_addresses', {
      id: tx.newId('rpl'),
      communicationId: spoken.id,
      accountId: spoken.accountId,
      name,
      email,
      secretHash: hashSecret(replyToken),
      createdAt: tx.now,
    })
    sendMail(tx, {
      to: email,
      subject: references.length > 0 ? `Re: ${subject}` : subject,
      text: [plainTextOf(spoken.body), ...named].join('\n\n'),
      personal: {
        communicationId: spoken.id,
        fromName: `${spoken.author.name} (${sender?.organization ?? ''})`,
        answerAbove: markOf(speech),
        replyToken,
        replyTo: sender?.email ?? null,
        references,
        files: enclosed,
      },
    })
  }
}

/** Those that go along; of those that are too large it says so. */
function enclosedOf(files: readonly BoundFile[], { t }: Speech) {
  const enclosed: BoundFile[] = []
  const named: string[] = []
  let bytes = 0
  for (const file of files) {
    if (bytes + file.sizeBytes > MAX_ENCLOSED_BYTES)
      named.push(t('(Too large for a mail: {name}. Ask us for it.)', { name: file.name }))
    else {
      bytes += file.sizeBytes
      enclosed.push(file)
    }
  }
  return { enclosed: enclosed.map(({ name, contentType, storageKey }) => ({ name, contentType, storageKey })), named }
}

/** What a client knows it by: the request's title, or the project's name. What tasks and signals are called stays inside. */
async function subjectOf(tx: Tx, { thread, projectId, accountId }: Spoken): Promise<string> {
  const from = (table: string, column: string, id: string | null): RawBuilder<{ subject: string }> =>
    sql`select ${sql.ref(column)} as subject from ${sql.table(table)} where organization_id = ${tx.actor.organizationId} and id = ${id}`
  const query =
    thread.type === 'request'
      ? from('requests', 'title', thread.id)
      : projectId === null
        ? from('accounts', 'name', accountId)
        : from('projects', 'name', projectId)
  return (await tx.first(query))?.subject ?? ''
}

/** The latest mails of the thread, oldest first, so that mail programs show it as one. */
async function referencesOf(tx: Tx, { id, thread }: Spoken): Promise<string[]> {
  const of = sql`c.organization_id = ${tx.actor.organizationId} and c.thread_type = ${thread.type} and c.thread_id = ${thread.id}
    and c.visibility = 'client' and c.id <> ${id}`
  const rows = await tx.rows<{ ref: string }>(sql`
    select ref from (
      select c.external_message_id as ref, c.said_at as at from communications c
        where ${of} and c.source = 'mail' and c.external_message_id like '<%'
      union all select o.id, c.said_at from communications c
        join outgoing_messages o on o.organization_id = c.organization_id and o.communication_id = c.id and o.carrier = 'email'
        where ${of}) m
    order by at desc, ref desc limit 10`)
  return rows.map(({ ref }) => ref).toReversed()
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
/** 160 random bits in lower case: the part before the @ is not always kept as it was written. */
const newReplyToken = (): string => [...randomBytes(32)].map((byte) => ALPHABET[byte % 32]).join('')
