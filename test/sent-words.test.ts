// What leaves the house in words of ours: mails, chat and the pages behind mailed addresses, in the language of who reads them.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { raiseAlert } from '../server/alerts/raise-alert.ts'
import { runRule } from '../server/automation/engine.ts'
import { loadRules } from '../server/automation/load-rules.ts'
import { say } from '../domain/said.ts'
import { carryNotices, makeDigests, type Carrying } from '../server/notifications/carry-notices.ts'
import { agency, ask } from './agency.ts'
import { bySystem } from './alerts.ts'
import { asks, invites } from './asking.ts'
import { settle, settleFromHere } from './background.ts'
import { mailHouse, NINA, withNina } from './mail-house.ts'
import { slackServer } from './slack-server.ts'
import { untranslatedIn } from './untranslated.ts'

const WISHES = '/v1/admin/me/notification-preferences'
const SUNDAY = Date.parse('2026-11-22T11:00:00.000Z')

/** A house on a Sunday before noon with mail and chat, all of it in one language; `sends` answers what went out. */
async function speaking(t: TestContext, locale: string) {
  const house = await agency()
  const { db, clock, baseUrl, organizationId, ada } = house
  const slack = await slackServer(t)
  const { send } = await mailHouse(t, { slack: slack.carrier })
  await settleFromHere(organizationId)
  await db.admin.query('update notifications set carried_at = now(), digest_on = now()')
  await db.admin.query(`update people set created_at = '2026-01-01' where organization_id = $1`, [organizationId])
  clock.advance({ minutes: (SUNDAY - clock.now().getTime()) / 60_000 })
  await ada.put('/v1/admin/settings', { locale })
  const carrying: Carrying = { worker: db.worker, app: db.app, clock: clock.tick, publicUrl: baseUrl, chat: true }
  const sends = async () => {
    await settle(organizationId)
    await carryNotices(carrying)
    await makeDigests(carrying)
    return send()
  }
  const rule = (await loadRules()).find(({ name }) => name === 'tell-of-weeks') ?? assert.fail('the rule')
  const monday = async () => {
    clock.advance({ minutes: 20 * 60 + 5 })
    const whose = { organizationId, timezone: 'Europe/Berlin' }
    await runRule(db.app, { rule, whose, settings: rule.settings.parse({}), now: clock.tick(), publicUrl: baseUrl })
    return sends()
  }
  return { ...house, slack, sends, monday }
}
type House = Awaited<ReturnType<typeof speaking>>

/** A week in which something happened to everybody. */
async function lives(house: House): Promise<void> {
  const { ada, max, slack } = house
  slack.people.set('U1', { name: 'Ada', email: ada.email })
  await ada.put(WISHES, { kinds: { weekly_digest: { email: 'instant', chat: true } } })
  await asks(max, 'site', { id: 'hours', title: 'New hours' })
  for (const id of ['logo', 'menu']) await max.adds('site', { id, title: id, assigneeIds: ['mia'] })
  await max.put('/v1/admin/projects/tasks/logo', { dueOn: '2026-12-11' })
  await ada.put('/v1/admin/projects/ads', { status: 'on_hold', reason: 'Budget' })
  await ada.post('/v1/admin/billing/entries', { accountId: 'bakery', amountMinor: 120_050, note: 'Photos' })
  await bySystem(house, (tx) =>
    raiseAlert(tx, { fingerprint: 'disk', severity: 'critical', title: say`The disk of ${'node-1'} is nearly full` }),
  )
}

/** Mails about getting in and to clients. */
async function invitesPeople(house: House): Promise<void> {
  const { ada, amy, mia, baseUrl } = house
  await ada.post('/v1/admin/people', {
    id: 'new',
    name: 'Nora',
    email: `nora@${house.organizationId}.example`,
    roles: [],
  })
  await ada.post('/v1/admin/people/new/invite')
  await ask(baseUrl, 'POST', '/v1/auth/password-reset', { email: mia.email })
  await withNina(house)
  await invites(house, amy, { name: 'Nina', email: NINA, send: true })
}

const NAMES =
  'Ada|Amy|Max|Mia|Una|Nora|Nina Brot|Nina|Tess|Tom|Lee|Website redesign|Spring campaign|Harbor Dental|Bluebird Bakery|New hours|logo|menu|node-1|Budget|Project Operations|Copywriting|Visual design|Design'.split(
    '|',
  )

test('whatever is sent can be translated to its last word: notices, digests, chat, invitations, a client’s link', async (t) => {
  const house = await speaking(t, 'en-XA')
  await lives(house)
  await invitesPeople(house)
  const mails = [...(await house.sends()), ...(await house.monday())]
  const agencyName = (await house.ada.get('/v1/admin/settings')).body.name as string
  const known = [...NAMES, agencyName]
  const said = [
    ...mails.flatMap(({ subject = '', text = '', html = '' }) => [subject, ...text.split('\n'), withoutMarkup(html)]),
    ...house.slack.posted.flatMap(({ text }) => text.split('\n')),
  ]
  assert.deepEqual(
    said.map(withoutAddresses).filter((line) => untranslatedIn(line, known)),
    [],
  )
  for (const what of ['ássígñéd', 'yöür wéék', 'dísk', 'íñvítés', 'pásswörd', 'yöür págé'])
    assert.ok(
      said.some((line) => line.toLowerCase().includes(what)),
      `nothing was sent of: ${what}`,
    )
})

const withoutMarkup = (html: string) =>
  html
    .replaceAll(/<style>[\s\S]*<\/style>|<title>.*<\/title>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll(/&\w+;/g, ' ')
const withoutAddresses = (line: string) => line.replaceAll(/<?https?:\/\/\S+|\S+@\S+/g, ' ')

test('who reads German is written to in German, with days and money as there', async (t) => {
  const house = await speaking(t, 'de-DE')
  const { amy, ada } = house
  await ada.put(WISHES, { locale: 'en-GB' })
  await lives(house)
  await invitesPeople(house)
  const sent = await house.sends()
  const to = (mails: typeof sent, email: string) => mails.find(({ recipients }) => recipients.includes(email))
  const subjects = sent.filter(({ recipients }) => recipients.includes(house.mia.email)).map(({ subject }) => subject)
  assert.ok(subjects.includes('Ein neues Passwort für Project Operations'), subjects.join('; '))
  assert.ok(subjects.includes('Max hat Ihnen „logo“ zugewiesen in Website redesign'), subjects.join('; '))
  assert.match(to(sent, `nora@${house.organizationId}.example`)?.text ?? '', /^Guten Tag Nora,\n\nAda lädt Sie ein, /)
  assert.match(to(sent, NINA)?.text ?? '', /Sie gilt bis \d+\. Mai 2027\./)
  const week = to(await house.monday(), amy.email)
  assert.match(house.slack.posted.at(-1)?.text ?? '', /^\*Your week, 16 – 22 November: /)
  assert.match(week?.subject ?? '', /^Ihre Woche, 16\.–22\. November: /)
  assert.match(week?.text ?? '', /„New hours“ ist von Bluebird Bakery eingegangen und wartet auf Antwort/)
  assert.match(week?.html ?? '', /^<!doctype html>\n<html lang="de">/)
})

test('the pages behind mailed addresses speak as the browser asks, and else as whom they are for', async () => {
  const house = await agency()
  const { ada, amy, baseUrl } = house
  await ada.put('/v1/admin/accounts/bakery', { locale: 'de' })
  const { link } = await invites(house, amy)
  const opened = async (url: string, language?: string) => {
    const reply = await fetch(new URL(url, baseUrl), { headers: { 'accept-language': language ?? '*' } })
    const html = await reply.text()
    return `${/lang="([^"]+)"/.exec(html)?.[1]}: ${/<title>(.*)<\/title>/.exec(html)?.[1]}`
  }
  const url = String(link.url)
  assert.equal(await opened(url), 'de: Ihre Anfragen')
  assert.equal(await opened(url, 'fr-FR,fr;q=0.9'), 'de: Ihre Anfragen')
  assert.equal(await opened(url, 'fr;q=0.9,en-US;q=0.7,de;q=0.5'), 'en: Your requests')
  assert.equal(await opened('/client/nobody'), 'en: Your requests')
  assert.equal(await opened('/invitations/nobody', 'de-AT'), 'de: Willkommen – Project Operations')
  for (const [path, type] of [
    ['/words/words.js', /javascript/],
    ['/words/speech.ts', /javascript/],
    ['/words/de', /json/],
  ] as const)
    assert.match((await ask(baseUrl, 'GET', path)).headers.get('content-type') ?? '', type, path)
  assert.equal((await ask(baseUrl, 'GET', '/words/fr')).status, 404)
})
