import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { say } from '../../domain/said.ts'
import { agency, type Agency, type Person } from '../../test/agency.ts'
import { asks } from '../../test/asking.ts'
import { mailHouse, type Arrived } from '../../test/mail-house.ts'
import { slackServer } from '../../test/slack-server.ts'
import { runRule } from './engine.ts'
import { loadRules } from './load-rules.ts'
import { carryNotices, type Carrying } from '../notifications/carry-notices.ts'

const DIGEST = '/v1/admin/me/digest'
const WISHES = '/v1/admin/me/notification-preferences'
const MONDAY_SEVEN = '2026-11-23T06:59:00.000Z'
const MONDAY_EIGHT = '2026-11-23T07:01:00.000Z'

/** A house on a Sunday, with a mail server and a chat; `monday` has the rule look at an instant and sends what follows. */
async function weekly(t: TestContext) {
  const house = await agency()
  const { db, clock, baseUrl, organizationId } = house
  const slack = await slackServer(t)
  const { send } = await mailHouse(t, { slack: slack.carrier })
  await db.admin.query('update notifications set carried_at = now(), digest_on = now()')
  await db.admin.query(`update people set created_at = '2026-01-01' where organization_id = $1`, [organizationId])
  const comesTo = (instant: string) =>
    clock.advance({ minutes: (new Date(instant).getTime() - clock.now().getTime()) / 60_000 })
  comesTo('2026-11-22T11:00:00.000Z')
  const carrying: Carrying = { worker: db.worker, app: db.app, clock: clock.tick, publicUrl: baseUrl, chat: true }
  const rule = (await loadRules()).find(({ name }) => name === 'tell-of-weeks') ?? assert.fail('the rule')
  const whose = { organizationId, timezone: 'Europe/Berlin' }
  const looks = (settings = {}) =>
    runRule(db.app, { rule, whose, settings: rule.settings.parse(settings), now: clock.tick(), publicUrl: baseUrl })
  const monday = async (instant: string, settings = {}) => {
    comesTo(instant)
    await Promise.all([looks(settings), looks(settings)])
    await Promise.all(Array.from({ length: 3 }, () => carryNotices(carrying)))
    return (await send()).filter(({ subject }) => subject?.startsWith('Your week'))
  }
  return { ...house, slack, send, comesTo, monday }
}

const to = (mails: Arrived[], { email }: Person) => mails.filter(({ recipients }) => recipients.includes(email))
type Section = { kind: string; summary: string | null; lines: { text: string }[] }
/** What a section says in all, and its lines. */
function section(sections: Section[], kind: string): [summary: string | null | undefined, lines: string[]] {
  const found = sections.find((each) => each.kind === kind)
  return [found?.summary, found?.lines.map(({ text }) => text) ?? []]
}
const holds = ({ ada }: Agency, id: string) =>
  ada.put(`/v1/admin/projects/${id}`, { status: 'on_hold', reason: 'Budget' })

test('on Monday at eight it comes to admins and account managers, each of what they may see, once over nodes and looks', async (t) => {
  const house = await weekly(t)
  const { ada, amy, mia, max, una } = house
  await asks(max, 'site', { id: 'hours', title: 'New hours' })
  await holds(house, 'ads')
  assert.deepEqual(await house.monday(MONDAY_SEVEN), [])
  const mails = await house.monday(MONDAY_EIGHT)
  assert.deepEqual(
    [ada, amy, mia, max, una].map((who) => to(mails, who).length),
    [1, 1, 0, 0, 0],
  )
  const [all, own] = [ada, amy].map((who) => to(mails, who)[0])
  assert.match(all?.text ?? '', /Spring campaign for Harbor Dental was put on hold: Budget\n +http\S+\/projects\/ads/)
  assert.match(all?.text ?? '', /“New hours” came in from Bluebird Bakery and waits for an answer/)
  assert.match(own?.text ?? '', /New hours/)
  assert.doesNotMatch(`${own?.text}${own?.html}`, /Spring|Harbor|Copywriting|Visual design/)
  assert.match(own?.html ?? '', /<a href="[^"]+\/projects\/site\/requests\?request=hours">/)
  assert.doesNotMatch(own?.html ?? '', /<(img|script|link|iframe)|url\(/i)
  assert.match(own?.raw ?? '', /List-Unsubscribe-Post: List-Unsubscribe=One-Click/)
  assert.deepEqual(await house.monday('2026-11-23T09:00:00.000Z'), [])
  assert.deepEqual(await house.monday('2026-11-24T09:00:00.000Z'), [], 'nor on Tuesday')
  assert.equal((await house.monday('2026-11-30T07:05:00.000Z')).length, 2, 'but a week later')
})

test('the page shows the same as the mail, any week of it, to whoever may', async (t) => {
  const house = await weekly(t)
  const { ada, amy, max } = house
  await asks(max, 'site', { id: 'hours', title: 'New hours' })
  const { body } = await amy.get(`${DIGEST}?to=2026-11-22`)
  assert.deepEqual([body.from, body.to], ['2026-11-16', '2026-11-22'])
  const { lines, summary } = body.changed.find(({ kind }: { kind: string }) => kind === 'requests')
  assert.equal(summary, '1 came in')
  assert.deepEqual(lines, [
    {
      text: '“New hours” came in from Bluebird Bakery and waits for an answer',
      said: say`${say`“${'New hours'}” came in from ${'Bluebird Bakery'}`} and waits for an answer`,
      entity: { type: 'request', id: 'hours' },
      projectId: 'site',
    },
  ])
  const billed = await ada.post('/v1/admin/billing/entries', {
    accountId: 'bakery',
    amountMinor: 120_050,
    note: 'Photos',
  })
  assert.equal(billed.status, 201, JSON.stringify(billed.body))
  assert.deepEqual(section((await amy.get(DIGEST)).body.changed, 'billed'), [
    '€1,200.50 billed',
    ['€1,200.50 billed to Bluebird Bakery'],
  ])
  assert.deepEqual((await amy.get(`${DIGEST}?to=2026-11-15`)).body.changed, [])
  assert.equal((await max.get(DIGEST)).status, 403)
})

test('it comes by the ways one chose, without the projects one muted, and one click ends it', async (t) => {
  const house = await weekly(t)
  const { ada, amy, max, slack } = house
  slack.people.set('U1', { name: 'Ada', email: ada.email })
  await ada.put(WISHES, { kinds: { weekly_digest: { email: 'off', chat: true } }, mutedProjectIds: ['ads'] })
  await asks(max, 'site', { id: 'hours', title: 'New hours' })
  await holds(house, 'ads')
  const [mail, ...more] = await house.monday(MONDAY_EIGHT)
  assert.deepEqual([mail?.recipients, more], [[amy.email], []])
  assert.equal(slack.posted.length, 1)
  assert.match(slack.posted[0]?.text ?? '', /^\*Your week, 16 – 22 November: /)
  assert.match(slack.posted[0]?.text ?? '', /• “New hours” came in from Bluebird Bakery/)
  assert.match(slack.posted[0]?.text ?? '', /\/digest\?to=2026-11-22>$/)
  assert.doesNotMatch(slack.posted[0]?.text ?? '', /Spring/)
  const url = /List-Unsubscribe: <([^>]+)>/i.exec(mail?.raw.replaceAll(/\r\n[ \t]+/g, ' ') ?? '')?.[1] ?? ''
  await fetch(url, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })
  assert.equal((await amy.get(WISHES)).body.kinds.weekly_digest.email, 'off')
  assert.deepEqual(await house.monday('2026-11-30T07:05:00.000Z'), [])
  const secret = url.split('/').at(-1) ?? assert.fail('a mute address')
  assert.ok(!JSON.stringify(house.logged).includes(secret), 'the address is in the mail alone')
})

test('quiet hours put it off, and what is out of sight by then is not told', async (t) => {
  const house = await weekly(t)
  const { ada, amy, max, db, organizationId } = house
  await amy.put(WISHES, { quietHours: { from: '20:00', to: '10:00' } })
  await asks(max, 'site', { id: 'hours', title: 'New hours' })
  const mails = await house.monday(MONDAY_EIGHT)
  assert.deepEqual([to(mails, ada).length, to(mails, amy).length], [1, 0])
  await db.admin.query('delete from account_managers where organization_id = $1', [organizationId])
  house.comesTo('2026-11-23T09:01:00.000Z')
  const [mail] = to(await house.send(), amy)
  assert.equal(mail?.subject, 'Your week, 16 – 22 November: all calm')
  assert.match(mail?.text ?? '', /^A calm week: nothing changed, and nothing waits for you/)
})

test('as the clocks change it keeps its hour, and the week its days', async (t) => {
  const house = await weekly(t)
  const { ada, max } = house
  house.comesTo('2027-03-28T21:30:00.000Z')
  await asks(max, 'site', { id: 'late', title: 'Late on Sunday' })
  house.comesTo('2027-03-28T22:30:00.000Z')
  await asks(max, 'site', { id: 'early', title: 'Early on Monday' })
  assert.deepEqual(await house.monday('2027-03-29T05:59:00.000Z'), [])
  const [mail] = to(await house.monday('2027-03-29T06:01:00.000Z'), ada)
  assert.match(mail?.subject ?? '', /^Your week, 22 – 28 March/)
  assert.match(mail?.text ?? '', /Late on Sunday/)
  assert.doesNotMatch(mail?.text ?? '', /Early on Monday/)
})

test('an organisation chooses its day and time; another choice does not tell of the same week again', async (t) => {
  const house = await weekly(t)
  const friday = { weekday: 'friday', time: '16:30' }
  assert.deepEqual(await house.monday('2026-11-27T15:29:00.000Z', friday), [])
  const mails = await house.monday('2026-11-27T15:31:00.000Z', friday)
  assert.equal(mails.length, 2)
  assert.match(mails[0]?.subject ?? '', /^Your week, 20 – 26 November/)
  assert.deepEqual(await house.monday('2026-11-27T16:31:00.000Z', { weekday: 'friday', time: '17:00' }), [])
  assert.deepEqual(await house.monday('2026-11-28T16:31:00.000Z', { weekday: 'saturday', time: '17:00' }), [])
})

test('late requests and work, people over capacity, payments and endings, bought and cancelled: each is told in a sentence', async (t) => {
  const house = await weekly(t)
  const { ada, amy, max, clock } = house
  await asks(max, 'site', { id: 'hours', title: 'New hours' })
  await max.adds('site', {
    id: 'late',
    title: 'Imprint',
    scheduling: 'manual',
    startOn: '2026-11-02',
    dueOn: '2026-11-19',
  })
  await max.moves({ id: 'copy' }, { status: 'in_progress' })
  await max.moves({ id: 'copy' }, { status: 'blocked', blockedReason: 'waiting_client' })
  const buys = (id: string, more: Record<string, unknown>) =>
    ada.post('/v1/admin/subscriptions', {
      id,
      accountId: 'bakery',
      productType: 'seo',
      productName: `Plan ${id}`,
      amountMinor: 10_000,
      currency: 'EUR',
      interval: 'month',
      status: 'active',
      ...more,
    })
  await buys('owed', { status: 'past_due' })
  const ends = { currentPeriodStart: '2026-11-04T10:00:00.000Z', currentPeriodEnd: '2026-12-04T10:00:00.000Z' }
  await buys('ends', { ...ends, cancelAtPeriodEnd: true })
  clock.advance({ days: 7 })
  const { needs } = (await amy.get(DIGEST)).body
  assert.deepEqual(section(needs, 'late_requests')[1], [
    '“New hours” from Bluebird Bakery is late: its answer was due on 2026-11-25',
  ])
  assert.deepEqual(section(needs, 'work'), [
    '1 task overdue, 1 blocked',
    ['1 task overdue since 2026-11-19, 1 blocked in Website redesign'],
  ])
  assert.deepEqual(section(needs, 'payments')[1], [
    'Bluebird Bakery has not paid for Plan owed (€100.00 a month)',
    'Plan ends of Bluebird Bakery ends on 2026-12-04 (€100.00 a month)',
  ])
  const { changed } = (await amy.get(`${DIGEST}?to=2026-11-22`)).body
  assert.deepEqual(section(changed, 'subscriptions')[1].toSorted(), [
    'Bluebird Bakery took Plan ends, €100.00 a month',
    'Bluebird Bakery took Plan owed, €100.00 a month',
  ])
  assert.doesNotMatch(JSON.stringify(needs), /Imprint|Copywriting/)
})
