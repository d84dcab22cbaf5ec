// What happened, as a sentence: who did what to which thing. Each event has its own; the names come from whoever asks.
import { moneyIn } from './money.ts'

/** What a sentence is made of. */
export interface Happened {
  event: string
  entityType: string
  /** Who did it, as they are called. */
  who: string
  /** What the thing is called; null where it has no name, or is gone with it. */
  name: string | null
  changes: Record<string, { from?: unknown; to?: unknown }>
}

const KINDS: Record<string, string> = {
  time_entry: 'some time',
  attachment: 'a file',
  allocation: 'a booking',
  communication: 'a message',
  client_link: 'a client’s link',
  pulse_metric: 'a metric of health',
  job: 'a piece of background work',
  account: 'an account',
  organization: 'the organisation',
  time_off: 'time off',
  feed: 'a calendar feed',
  token: 'an API token',
}
const MAX_NAME = 120

/** The thing by its name, else by its kind. */
function thing({ name, entityType }: Happened): string {
  if (name === null) return KINDS[entityType] ?? `a ${entityType.replaceAll('_', ' ')}`
  const letters = Array.from(name.replaceAll(/\s+/g, ' ').trim())
  return letters.length > MAX_NAME ? `${letters.slice(0, MAX_NAME - 1).join('')}…` : letters.join('')
}

const spoken = (value: unknown): string => (typeof value === 'string' ? value.replaceAll('_', ' ') : '')
const inWords = (field: string): string =>
  field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/ (id|ids|on|days|minutes|minor)$/, '')

function fieldsOf({ changes }: Happened): string {
  const names = Object.keys(changes)
    .filter((field) => field !== 'reason')
    .map(inWords)
  if (names.length === 0) return ''
  const told = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more fields`] : names
  return told.length === 1 ? (told[0] ?? '') : `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`
}

type Sentence = (happened: Happened) => string

const did =
  (verb: string): Sentence =>
  (h) =>
    `${h.who} ${verb} ${thing(h)}`

const changed: Sentence = (h) => {
  const fields = fieldsOf(h)
  return fields === '' ? did('changed')(h) : `${h.who} changed ${fields} of ${thing(h)}`
}

/** A status as the pages call it: To do, In review. */
function statusOf(status: unknown, entityType: string): string {
  const words = status === 'pending' ? (entityType === 'task' ? 'to do' : 'new') : spoken(status)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const moved: Sentence = (h) => {
  const { from, to } = h.changes.status ?? {}
  if (to === undefined) return did('moved')(h)
  return from === undefined || from === null
    ? `${h.who} moved ${thing(h)} to ${statusOf(to, h.entityType)}`
    : `${h.who} moved ${thing(h)} from ${statusOf(from, h.entityType)} to ${statusOf(to, h.entityType)}`
}

/** Of an entry of the ledger: its name is that of its project. */
const money =
  (verb: string): Sentence =>
  ({ who, name, entityType, changes }) => {
    const { amountMinor, currency } = changes
    const amount =
      typeof amountMinor?.to === 'number' && typeof currency?.to === 'string'
        ? moneyIn(verb === 'voided' ? Math.abs(amountMinor.to) : amountMinor.to, currency.to)
        : 'an entry'
    return `${who} ${verb} ${amount}${name === null ? '' : ` on ${thing({ name, entityType, changes, who, event: '' })}`}`
  }

const ofThemselves =
  (did: string): Sentence =>
  ({ who }) =>
    `${who} ${did}`

/** Things that are made, changed and deleted, and nothing else in those words. */
const LIVES = [
  'account',
  'allocation',
  'baseline',
  'feed',
  'holiday',
  'organization',
  'person',
  'project',
  'request',
  'signal',
  'subscription',
]
  .concat(['task', 'team', 'template', 'time_entry', 'time_off', 'token', 'client_link', 'channel'])
  .flatMap((type): [string, Sentence][] => [
    [`${type}.created`, did('created')],
    [`${type}.updated`, changed],
    [`${type}.deleted`, did('deleted')],
  ])

const SENTENCES: Record<string, Sentence> = {
  ...Object.fromEntries(LIVES),
  'account.status_changed': moved,
  'account_sync.done': (h) => `${h.who} brought accounts in step${cameOf(h.changes.counts?.to)}`,
  'account_sync.failed': () => 'The account system could not be asked for its accounts',
  'project.status_changed': moved,
  'request.status_changed': moved,
  'signal.status_changed': moved,
  'subscription.status_changed': moved,
  'task.status_changed': moved,
  'task.escalated': (h) => `${thing(h)} was escalated, step ${JSON.stringify(h.changes.step?.to ?? null)}`,
  'task.progress_changed': (h) => `${h.who} brought ${thing(h)} to ${JSON.stringify(h.changes.progress?.to ?? null)} %`,
  'task.dates_moved': (h) => `The dates of ${thing(h)} moved with what ${h.who} changed`,
  'task.repeated': (h) => `${thing(h)} came round again`,
  'alert.acknowledged': did('acknowledged'),
  'alert.cleared': (h) => `${thing(h)} was cleared`,
  'alert.raised': (h) => `${thing(h)} was raised`,
  'allocation.moved': did('moved'),
  'allocation.released': did('released'),
  'allocation.overbooked': (h) => `${h.who} booked ${thing(h)} over what fits`,
  'attachment.added': did('added'),
  'attachment.deleted': did('deleted'),
  'billing_entry.export_requested': (h) =>
    `${h.who} asked for an entry${h.name === null ? '' : ` on ${thing(h)}`} to go to Stripe`,
  'billing_entry.exported': (h) => `${h.who} took over an entry${h.name === null ? '' : ` on ${thing(h)}`}`,
  'billing_entry.posted': money('posted'),
  'billing_entry.voided': money('voided'),
  'channel.connected': did('connected'),
  'channel.disconnected': did('disconnected'),
  'client_link.revoked': did('revoked'),
  'communication.added': (h) => `${h.who} wrote ${thing(h)}`,
  'job.done': (h) => `${thing(h)} was done`,
  'job.dismissed': did('dismissed'),
  'job.given_up': (h) => `${thing(h)} was given up`,
  'job.requested': (h) => `${h.who} had ${thing(h)} run again`,
  'notification.created': (h) => `${h.who} told somebody of it`,
  'person.handed_over': (h) => `${h.who} handed over what ${thing(h)} had`,
  'person.invited': did('invited'),
  'person.joined': ofThemselves('joined'),
  'person.notifications_chosen': ofThemselves('chose what to be told of'),
  'person.overloaded': (h) => `${thing(h)} has more booked than fits, after what ${h.who} changed`,
  'person.password_changed': ofThemselves('set a new password'),
  'person.reinstated': did('reinstated'),
  'person.signed_in': ofThemselves('signed in'),
  'person.signed_out': ofThemselves('signed out'),
  'person.suspended': did('suspended'),
  'project.health_changed': (h) =>
    `The health of ${thing(h)} changed${spoken(h.changes.band?.to) && ` to ${spoken(h.changes.band?.to)}`}`,
  'project.messages_moved': (h) => `${h.who} moved the messages of ${thing(h)} along to its account`,
  'project.moved': (h) => `${h.who} moved the plan of ${thing(h)}`,
  'project.restored': did('restored'),
  'project.set_up': did('set up'),
  'pulse.recorded': (h) => `${h.who} recorded ${thing(h)}`,
  'request.client_wrote': (h) => `${h.who} wrote about ${thing(h)}`,
  'request.escalated': (h) => `${thing(h)} is past its time: it was escalated`,
  'request.clocks_resumed': (h) => `The clocks of ${thing(h)} run again`,
  'request.clocks_stopped': (h) => `The clocks of ${thing(h)} stopped`,
  'rule.updated': changed,
  'signal.raised': did('raised'),
}

/** “: 2 created and 1 updated”, of those that came to something. */
function cameOf(counts: unknown): string {
  const told = Object.entries((counts ?? {}) as Record<string, number>)
    .filter(([outcome, count]) => outcome !== 'unchanged' && count > 0)
    .map(([outcome, count]) => `${count} ${spoken(outcome)}`)
  return told.length === 0 ? '' : `: ${told.join(', ')}`
}

export const hasSentence = (event: string): boolean => Object.hasOwn(SENTENCES, event)

/** Who did what; an event that nobody worded yet is told by its own words. */
export function sentenceOf(happened: Happened): string {
  const sentence = hasSentence(happened.event) ? SENTENCES[happened.event] : undefined
  const text = sentence?.(happened) ?? `${happened.who}: ${spoken(happened.event.split('.')[1])}, ${thing(happened)}`
  return text.charAt(0).toUpperCase() + text.slice(1)
}
