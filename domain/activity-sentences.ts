// What happened, as a sentence: who did what to which thing. Each event has its own; the names come from whoever asks.
import { nameOfField } from './field-words.ts'
import { capital, inEnglish, say, type Said, type SaidValue } from './said.ts'

/** What a sentence is made of. */
export interface Happened {
  event: string
  entityType: string
  /** Who did it, as they are called. */
  who: string | Said
  /** What the thing is called; null where it has no name, or is gone with it. */
  name: string | null
  changes: Record<string, { from?: unknown; to?: unknown }>
}

const KINDS: Record<string, Said> = {
  account: say`an account`,
  alert: say`an alert`,
  allocation: say`a booking`,
  attachment: say`a file`,
  baseline: say`a baseline`,
  channel: say`a channel`,
  client_link: say`a client’s link`,
  communication: say`a message`,
  feed: say`a calendar feed`,
  holiday: say`a holiday`,
  job: say`a piece of background work`,
  notification: say`a notification`,
  organization: say`the organisation`,
  person: say`a person`,
  project: say`a project`,
  pulse_metric: say`a metric of health`,
  request: say`a request`,
  rule: say`a rule`,
  signal: say`a signal`,
  subscription: say`a subscription`,
  task: say`a task`,
  team: say`a team`,
  template: say`a template`,
  time_entry: say`some time`,
  time_off: say`time off`,
  token: say`an API token`,
}
const MAX_NAME = 120

/** The thing by its name, else by its kind. */
function thing({ name, entityType }: Happened): string | Said {
  if (name === null) return KINDS[entityType] ?? `a ${entityType.replaceAll('_', ' ')}`
  const letters = Array.from(name.replaceAll(/\s+/g, ' ').trim())
  return letters.length > MAX_NAME ? `${letters.slice(0, MAX_NAME - 1).join('')}…` : letters.join('')
}

const spoken = (value: unknown): string => (typeof value === 'string' ? value.replaceAll('_', ' ') : '')
/** Words as they are, which the reader's language may have too. */
const inWords = (words: string): Said => ({ text: words, values: [] })

function fieldsOf({ changes }: Happened): Said | undefined {
  const [first, ...others] = Object.keys(changes)
    .filter((field) => field !== 'reason')
    .map(nameOfField)
    .map(inWords)
  if (first === undefined) return undefined
  const more = others.length - 2
  const told = others.length > 3 ? [...others.slice(0, 2), say`${more} more fields`] : others
  return told.reduce((so, each, at) => (at === told.length - 1 ? say`${so} and ${each}` : say`${so}, ${each}`), first)
}

type Sentence = (happened: Happened) => Said

const changed: Sentence = (h) => {
  const fields = fieldsOf(h)
  return fields === undefined ? say`${h.who} changed ${thing(h)}` : say`${h.who} changed ${fields} of ${thing(h)}`
}

/** A status as the pages call it: To do, In review. */
function statusOf(status: unknown, entityType: string): Said {
  const words = status === 'pending' ? (entityType === 'task' ? 'to do' : 'new') : spoken(status)
  return inWords(capital(words))
}

const moved: Sentence = (h) => {
  const { from, to } = h.changes.status ?? {}
  if (to === undefined) return say`${h.who} moved ${thing(h)}`
  const now = statusOf(to, h.entityType)
  return from === undefined || from === null
    ? say`${h.who} moved ${thing(h)} to ${now}`
    : say`${h.who} moved ${thing(h)} from ${statusOf(from, h.entityType)} to ${now}`
}

/** Of an entry of the ledger, whose name is that of its project: what it is worth. */
function worthOf({ changes: { amountMinor, currency } }: Happened, sign: (minor: number) => number): SaidValue {
  return typeof amountMinor?.to === 'number' && typeof currency?.to === 'string'
    ? { minor: sign(amountMinor.to), currency: currency.to }
    : say`an entry`
}
const posted: Sentence = (h) => {
  const worth = worthOf(h, (minor) => minor)
  return h.name === null ? say`${h.who} posted ${worth}` : say`${h.who} posted ${worth} on ${thing(h)}`
}
const voided: Sentence = (h) => {
  const worth = worthOf(h, Math.abs)
  return h.name === null ? say`${h.who} voided ${worth}` : say`${h.who} voided ${worth} on ${thing(h)}`
}

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
    [`${type}.created`, (h) => say`${h.who} created ${thing(h)}`],
    [`${type}.updated`, changed],
    [`${type}.deleted`, (h) => say`${h.who} deleted ${thing(h)}`],
  ])

const SENTENCES: Record<string, Sentence> = {
  ...Object.fromEntries(LIVES),
  'account.status_changed': moved,
  'account_sync.done': (h) => say`${h.who} brought accounts in step${cameOf(h.changes.counts?.to)}`,
  'account_sync.failed': () => say`The account system could not be asked for its accounts`,
  'project.status_changed': moved,
  'request.status_changed': moved,
  'signal.status_changed': moved,
  'subscription.status_changed': moved,
  'task.status_changed': moved,
  'task.escalated': (h) => say`${thing(h)} was escalated, step ${JSON.stringify(h.changes.step?.to ?? null)}`,
  'task.progress_changed': (h) =>
    say`${h.who} brought ${thing(h)} to ${JSON.stringify(h.changes.progress?.to ?? null)} %`,
  'task.dates_moved': (h) => say`The dates of ${thing(h)} moved with what ${h.who} changed`,
  'task.repeated': (h) => say`${thing(h)} came round again`,
  'alert.acknowledged': (h) => say`${h.who} acknowledged ${thing(h)}`,
  'alert.cleared': (h) => say`${thing(h)} was cleared`,
  'alert.raised': (h) => say`${thing(h)} was raised`,
  'allocation.moved': (h) => say`${h.who} moved ${thing(h)}`,
  'allocation.released': (h) => say`${h.who} released ${thing(h)}`,
  'allocation.overbooked': (h) => say`${h.who} booked ${thing(h)} over what fits`,
  'attachment.added': (h) => say`${h.who} added ${thing(h)}`,
  'attachment.deleted': (h) => say`${h.who} deleted ${thing(h)}`,
  'billing_entry.export_requested': (h) =>
    h.name === null
      ? say`${h.who} asked for an entry to go to Stripe`
      : say`${h.who} asked for an entry on ${thing(h)} to go to Stripe`,
  'billing_entry.exported': (h) =>
    h.name === null ? say`${h.who} took over an entry` : say`${h.who} took over an entry on ${thing(h)}`,
  'billing_entry.posted': posted,
  'billing_entry.voided': voided,
  'channel.connected': (h) => say`${h.who} connected ${thing(h)}`,
  'channel.disconnected': (h) => say`${h.who} disconnected ${thing(h)}`,
  'client_link.revoked': (h) => say`${h.who} revoked ${thing(h)}`,
  'communication.added': (h) => say`${h.who} wrote ${thing(h)}`,
  'job.done': (h) => say`${thing(h)} was done`,
  'job.dismissed': (h) => say`${h.who} dismissed ${thing(h)}`,
  'job.given_up': (h) => say`${thing(h)} was given up`,
  'job.requested': (h) => say`${h.who} had ${thing(h)} run again`,
  'notification.created': (h) => say`${h.who} told somebody of it`,
  'person.handed_over': (h) => say`${h.who} handed over what ${thing(h)} had`,
  'person.invited': (h) => say`${h.who} invited ${thing(h)}`,
  'person.joined': (h) => say`${h.who} joined`,
  'person.notifications_chosen': (h) => say`${h.who} chose what to be told of`,
  'person.overloaded': (h) => say`${thing(h)} has more booked than fits, after what ${h.who} changed`,
  'person.password_changed': (h) => say`${h.who} set a new password`,
  'person.reinstated': (h) => say`${h.who} reinstated ${thing(h)}`,
  'person.signed_in': (h) => say`${h.who} signed in`,
  'person.signed_out': (h) => say`${h.who} signed out`,
  'person.suspended': (h) => say`${h.who} suspended ${thing(h)}`,
  'project.health_changed': (h) =>
    h.changes.band?.to
      ? say`The health of ${thing(h)} changed to ${inWords(spoken(h.changes.band.to))}`
      : say`The health of ${thing(h)} changed`,
  'project.messages_moved': (h) => say`${h.who} moved the messages of ${thing(h)} along to its account`,
  'project.moved': (h) => say`${h.who} moved the plan of ${thing(h)}`,
  'project.restored': (h) => say`${h.who} restored ${thing(h)}`,
  'project.set_up': (h) => say`${h.who} set up ${thing(h)}`,
  'pulse.recorded': (h) => say`${h.who} recorded ${thing(h)}`,
  'request.client_wrote': (h) => say`${h.who} wrote about ${thing(h)}`,
  'request.escalated': (h) => say`${thing(h)} is past its time: it was escalated`,
  'request.clocks_resumed': (h) => say`The clocks of ${thing(h)} run again`,
  'request.clocks_stopped': (h) => say`The clocks of ${thing(h)} stopped`,
  'rule.updated': changed,
  'signal.raised': (h) => say`${h.who} raised ${thing(h)}`,
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
export function saidOf(happened: Happened): Said {
  const sentence = hasSentence(happened.event) ? SENTENCES[happened.event] : undefined
  return sentence?.(happened) ?? say`${happened.who}: ${spoken(happened.event.split('.')[1])}, ${thing(happened)}`
}
export const sentenceOf = (happened: Happened): string => capital(inEnglish(saidOf(happened)))
