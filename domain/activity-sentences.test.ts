// Every event has its sentence: who did what to which thing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasSentence, saidOf, sentenceOf, type Happened } from './activity-sentences.ts'

type Changes = Happened['changes']
const sentence = (event: string, changes: Changes = {}, more: Partial<Happened> = {}) =>
  sentenceOf({ event, entityType: event.split('.')[0] ?? '', who: 'Ada', name: 'Site', changes, ...more })
const to = (value: unknown) => ({ to: value })

test('what is made, changed and deleted is told the same way of every thing', () => {
  const things =
    'account allocation baseline channel client_link feed holiday organization person project request signal subscription task team template time_entry time_off token'
  for (const thing of things.split(' ')) {
    assert.equal(sentence(`${thing}.created`), 'Ada created Site')
    assert.equal(sentence(`${thing}.updated`, { name: {} }), 'Ada changed name of Site')
    assert.equal(sentence(`${thing}.deleted`), 'Ada deleted Site')
    for (const verb of ['created', 'updated', 'deleted']) assert.ok(hasSentence(`${thing}.${verb}`))
  }
  assert.equal(sentence('rule.updated', { settings: {} }), 'Ada changed settings of Site')
})

test('a thing without a name is called by its kind', () => {
  const kinds: Record<string, string> = {
    account: 'an account',
    alert: 'an alert',
    allocation: 'a booking',
    attachment: 'a file',
    baseline: 'a baseline',
    channel: 'a channel',
    client_link: 'a client’s link',
    communication: 'a message',
    feed: 'a calendar feed',
    holiday: 'a holiday',
    job: 'a piece of background work',
    notification: 'a notification',
    organization: 'the organisation',
    person: 'a person',
    project: 'a project',
    pulse_metric: 'a metric of health',
    request: 'a request',
    rule: 'a rule',
    signal: 'a signal',
    subscription: 'a subscription',
    task: 'a task',
    team: 'a team',
    template: 'a template',
    time_entry: 'some time',
    time_off: 'time off',
    token: 'an API token',
    magic_wand: 'a magic wand',
  }
  for (const [entityType, called] of Object.entries(kinds))
    assert.equal(sentence('task.deleted', {}, { name: null, entityType }), `Ada deleted ${called}`)
})

test('a name is told on one line and no longer than a line', () => {
  assert.equal(sentence('task.created', {}, { name: ' a \n b ' }), 'Ada created a b')
  assert.equal(sentence('task.created', {}, { name: '😀'.repeat(120) }), `Ada created ${'😀'.repeat(120)}`)
  assert.equal(sentence('task.created', {}, { name: '😀'.repeat(121) }), `Ada created ${'😀'.repeat(119)}…`)
})

test('fields are told by their names, three of them at most, and the reason is none', () => {
  const fields = (...names: string[]) => sentence('task.updated', Object.fromEntries(names.map((name) => [name, {}])))
  assert.equal(fields(), 'Ada changed Site')
  assert.equal(fields('reason'), 'Ada changed Site')
  assert.equal(fields('dueOn', 'reason'), 'Ada changed due of Site')
  assert.equal(fields('a', 'b'), 'Ada changed a and b of Site')
  assert.equal(fields('a', 'b', 'c', 'd'), 'Ada changed a, b, c and d of Site')
  assert.equal(fields('a', 'b', 'c', 'd', 'e'), 'Ada changed a, b, c and 2 more fields of Site')
  assert.equal(fields('estimateMinutes', 'managerId'), 'Ada changed estimate and manager of Site')
})

test('a move is told with where it went, and from where if that is known', () => {
  for (const thing of ['account', 'project', 'request', 'signal', 'subscription', 'task'])
    assert.equal(sentence(`${thing}.status_changed`), 'Ada moved Site')
  const moved = (from: unknown, now: unknown, thing = 'task') =>
    sentence(`${thing}.status_changed`, { status: from === undefined ? to(now) : { from, to: now } })
  assert.equal(moved(undefined, 'in_review'), 'Ada moved Site to In review')
  assert.equal(moved(null, 'in_review'), 'Ada moved Site to In review')
  assert.equal(moved('pending', 'on_hold'), 'Ada moved Site from To do to On hold')
  assert.equal(moved('pending', 'accepted', 'request'), 'Ada moved Site from New to Accepted')
  assert.equal(moved(7, 'active', 'project'), 'Ada moved Site from  to Active')
})

test('money is told as its currency is written, what is taken back as what it was', () => {
  const entry = { amountMinor: to(-12_500), currency: to('EUR') }
  assert.equal(sentence('billing_entry.posted', entry), 'Ada posted -€125.00 on Site')
  assert.equal(sentence('billing_entry.voided', entry), 'Ada voided €125.00 on Site')
  const nameless = { name: null }
  assert.equal(sentence('billing_entry.posted', entry, nameless), 'Ada posted -€125.00')
  assert.equal(sentence('billing_entry.voided', entry, nameless), 'Ada voided €125.00')
  assert.equal(sentence('billing_entry.voided', { amountMinor: to(1) }, nameless), 'Ada voided an entry')
  assert.equal(sentence('billing_entry.posted', { currency: to('EUR') }), 'Ada posted an entry on Site')
  assert.equal(sentence('billing_entry.posted'), 'Ada posted an entry on Site')
  const asked = 'billing_entry.export_requested'
  assert.equal(sentence(asked), 'Ada asked for an entry on Site to go to Stripe')
  assert.equal(sentence(asked, {}, nameless), 'Ada asked for an entry to go to Stripe')
  assert.equal(sentence('billing_entry.exported'), 'Ada took over an entry on Site')
  assert.equal(sentence('billing_entry.exported', {}, nameless), 'Ada took over an entry')
})

test('all else has a sentence of its own', () => {
  const sentences: Record<string, string> = {
    'account_sync.done': 'Ada brought accounts in step',
    'account_sync.failed': 'The account system could not be asked for its accounts',
    'task.escalated': 'Site was escalated, step null',
    'task.progress_changed': 'Ada brought Site to null %',
    'task.dates_moved': 'The dates of Site moved with what Ada changed',
    'task.repeated': 'Site came round again',
    'alert.acknowledged': 'Ada acknowledged Site',
    'alert.cleared': 'Site was cleared',
    'alert.raised': 'Site was raised',
    'allocation.moved': 'Ada moved Site',
    'allocation.released': 'Ada released Site',
    'allocation.overbooked': 'Ada booked Site over what fits',
    'attachment.added': 'Ada added Site',
    'attachment.deleted': 'Ada deleted Site',
    'channel.connected': 'Ada connected Site',
    'channel.disconnected': 'Ada disconnected Site',
    'client_link.revoked': 'Ada revoked Site',
    'communication.added': 'Ada wrote Site',
    'job.done': 'Site was done',
    'job.dismissed': 'Ada dismissed Site',
    'job.given_up': 'Site was given up',
    'job.requested': 'Ada had Site run again',
    'notification.created': 'Ada told somebody of it',
    'person.handed_over': 'Ada handed over what Site had',
    'person.invited': 'Ada invited Site',
    'person.joined': 'Ada joined',
    'person.notifications_chosen': 'Ada chose what to be told of',
    'person.overloaded': 'Site has more booked than fits, after what Ada changed',
    'person.password_changed': 'Ada set a new password',
    'person.reinstated': 'Ada reinstated Site',
    'person.signed_in': 'Ada signed in',
    'person.signed_out': 'Ada signed out',
    'person.suspended': 'Ada suspended Site',
    'project.health_changed': 'The health of Site changed',
    'project.messages_moved': 'Ada moved the messages of Site along to its account',
    'project.moved': 'Ada moved the plan of Site',
    'project.restored': 'Ada restored Site',
    'project.set_up': 'Ada set up Site',
    'pulse.recorded': 'Ada recorded Site',
    'request.client_wrote': 'Ada wrote about Site',
    'request.escalated': 'Site is past its time: it was escalated',
    'request.clocks_resumed': 'The clocks of Site run again',
    'request.clocks_stopped': 'The clocks of Site stopped',
    'signal.raised': 'Ada raised Site',
  }
  for (const [event, told] of Object.entries(sentences)) {
    assert.equal(sentence(event), told)
    assert.ok(hasSentence(event))
  }
})

test('a sentence holds what it is about: a step, a percentage, a band, the outcomes that there were', () => {
  assert.equal(sentence('task.escalated', { step: to(2) }), 'Site was escalated, step 2')
  assert.equal(sentence('task.progress_changed', { progress: to(60) }), 'Ada brought Site to 60 %')
  assert.equal(sentence('project.health_changed', { band: to('at_risk') }), 'The health of Site changed to at risk')
  const counts = to({ created: 2, updated: 0, unchanged: 9, left_out: 1 })
  assert.equal(sentence('account_sync.done', { counts }), 'Ada brought accounts in step: 2 created, 1 left out')
  assert.equal(sentence('account_sync.done', { counts: to({ unchanged: 9 }) }), 'Ada brought accounts in step')
})

test('an event that nobody worded is told by its own words', () => {
  for (const event of ['task.turned_green', 'constructor']) assert.ok(!hasSentence(event))
  assert.equal(sentence('task.turned_green'), 'Ada: turned green, Site')
  assert.equal(sentence('constructor'), 'Ada: , Site')
  assert.equal(
    saidOf({ event: 'x.y_z', entityType: 'task', who: 'Ada', name: null, changes: {} }).text,
    '{0}: {1}, {2}',
  )
})
