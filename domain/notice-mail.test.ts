// The mails that notices and weeks go in: plain words, and the same as HTML in which nothing of a name is markup.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Digest } from './digest.ts'
import { digestInChat, pathOf, weeklyMail } from './digest-mail.ts'
import { digestMail, escapeHtml, type MailedNotice, noticeMail, pageOf } from './notice-mail.ts'
import { say } from './said.ts'
import { speechOf } from './speech.ts'

const english = speechOf('en', 'en-GB', {})
const MUTE = 'https://ops.example/mute?a=1&b=2'
const notice = (more: Partial<MailedNotice> = {}): MailedNotice => ({
  kind: 'task_assigned',
  title: 'Ada assigned you “<Copy>”',
  body: '',
  url: 'https://ops.example/my-work?open=t1',
  project: 'Site & Shop',
  ...more,
})
/** What stands between the marks of the page around it. */
const contentOf = (html: string) => /<main>\n(.*)\n<\/main>/s.exec(html)?.[1] ?? ''
const FOOT_TEXT = `-- \nYou get this as you chose to be told of it.\nLess mail: ${MUTE}\n`
const LESS = '<a href="https://ops.example/mute?a=1&amp;b=2">Less mail</a>'
const FOOT_HTML = `<footer>You get this as you chose to be told of it. ${LESS}</footer>`

test('nothing of a name is markup', () => {
  assert.equal(escapeHtml(`<a href="x" title='y'>&lt;`), '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;lt;')
})

test('a notice is mailed with what it says as its subject, and where it is read', () => {
  const { subject, text, html } = noticeMail(notice(), MUTE, english)
  assert.equal(subject, 'Ada assigned you “<Copy>”')
  assert.equal(text, `Ada assigned you “<Copy>”\n\nhttps://ops.example/my-work?open=t1\n\n${FOOT_TEXT}`)
  const open = '<p><a href="https://ops.example/my-work?open=t1">Open it</a></p>'
  assert.equal(contentOf(html), `<p><strong>Ada assigned you “&lt;Copy&gt;”</strong></p>${open}\n${FOOT_HTML}`)
  assert.match(html, /^<!doctype html>\n<html lang="en"><head><meta charset="utf-8">/)
  assert.doesNotMatch(html, /<(script|img|link)|url\(/)
  assert.match(
    html,
    /<style>:root\{color-scheme:light dark\}\nbody\{.*@media\(prefers-color-scheme:dark\)\{.*<\/style>/s,
  )

  const long = noticeMail(notice({ body: 'a <b>\nc', title: 'x'.repeat(151) }), MUTE, english)
  assert.equal(long.subject, `${'x'.repeat(149)}…`)
  assert.match(long.text, /x\n\na <b>\nc\n\nhttps/)
  assert.match(long.html, /<\/p><p>a &lt;b&gt;<br>c<\/p><p>/)
})

test('a day is mailed project by project, in the order in which each was first told of', () => {
  const beside = notice({ title: 'An alert', project: null, url: 'https://ops.example/alerts' })
  const day = { notices: [notice(), beside, notice({ title: 'Second' })], on: '2026-11-26', more: 0 }
  const { subject, text, html } = digestMail(day, MUTE, english)
  assert.equal(subject, '3 things since your last digest (26 November 2026)')
  const open = 'https://ops.example/my-work?open=t1'
  const site = `Site & Shop\n  * Ada assigned you “<Copy>”\n    ${open}\n  * Second\n    ${open}`
  const rest = 'Beside projects\n  * An alert\n    https://ops.example/alerts'
  assert.equal(text, `${site}\n\n${rest}\n\n${FOOT_TEXT}`)
  const links = ['Ada assigned you “&lt;Copy&gt;”', 'Second'].map((words) => `<li><a href="${open}">${words}</a></li>`)
  const alert = '<ul><li><a href="https://ops.example/alerts">An alert</a></li></ul>'
  const first = `<h2>Site &amp; Shop</h2><ul>${links.join('')}</ul>`
  assert.equal(contentOf(html), `${first}\n<h2>Beside projects</h2>${alert}\n${FOOT_HTML}`)

  const more = digestMail({ notices: [notice()], on: '2026-11-26', more: 2 }, MUTE, english)
  assert.equal(more.subject, '3 things since your last digest (26 November 2026)')
  assert.match(more.text, /open=t1\n\nAnd 2 more, where you sign in\.\n\n-- \n/)
  assert.match(more.html, /<\/ul><p>And 2 more, where you sign in\.<\/p>\n<footer>/)
  const one = digestMail({ notices: [notice()], on: '2026-11-26', more: 0 }, MUTE, english)
  assert.equal(one.subject, 'One thing since your last digest (26 November 2026)')
})

test('a thing is read where it is looked at, a task among one’s own where one reads no project’s', () => {
  const page = (type: string, projectId: string | null, readsTasks: boolean) =>
    pageOf('https://ops.example', { type, id: 'x1' }, projectId, readsTasks)
  assert.equal(page('request', 'prj_1', true), 'https://ops.example/projects/prj_1/requests?request=x1')
  assert.equal(page('token', null, true), 'https://ops.example/notifications')
  assert.equal(page('task', 'prj_1', true), 'https://ops.example/projects/prj_1/list?task=x1')
  for (const [projectId, readsTasks] of [
    ['prj_1', false],
    [null, true],
  ] as const)
    assert.equal(page('task', projectId, readsTasks), 'https://ops.example/my-work?open=x1')
})

const line = (type: string, projectId: string | null, said = say`late since ${'2026-11-20'}`) => ({
  text: 'in English',
  said,
  entity: { type, id: 'x1' },
  projectId,
})
const digest = (more: Partial<Digest>): Digest => ({
  from: '2026-11-16',
  to: '2026-11-22',
  needs: [],
  changed: [],
  ...more,
})
const busy = digest({
  needs: [
    {
      kind: 'late_requests',
      summary: null,
      said: null,
      lines: [line('request', 'prj_1', say`“<Logo>” was due on 2026-11-20`)],
      more: 0,
    },
    { kind: 'work', summary: 'in English', said: say`${3} tasks <overdue>`, lines: [line('project', null)], more: 2 },
  ],
  changed: [{ kind: 'health', summary: null, said: null, lines: [line('token', null)], more: 0 }],
})
const urlOf = (path: string) => `https://ops.example${path}`
const mailed = (week: Digest) => weeklyMail(week, { urlOf, muteUrl: MUTE }, english)
const WEEK = 'https://ops.example/digest?to=2026-11-22'

test('a line of a digest leads to its thing, or to the digest', () => {
  assert.equal(pathOf(line('request', 'prj_1')), '/projects/prj_1/requests?request=x1')
  assert.equal(pathOf(line('token', null)), '/digest')
})

test('a week is mailed with what needs somebody first, then what changed', () => {
  const { subject, text } = mailed(busy)
  assert.equal(subject, 'Your week, 16 – 22 November: 1 late request, 3 projects behind')
  const late =
    'Requests past their time\n  * “<Logo>” was due on 20 Nov\n    https://ops.example/projects/prj_1/requests?request=x1'
  const project = '  * late since 20 Nov\n    https://ops.example/projects/x1'
  const behind = `Overdue and blocked work: 3 tasks <overdue>\n${project}\n  and 2 more: https://ops.example/projects`
  const health = 'Health\n  * late since 20 Nov\n    https://ops.example/digest'
  const parts = `WHAT NEEDS YOU\n\n${late}\n\n${behind}\n\n\nWHAT CHANGED\n\n${health}`
  assert.equal(text, `${parts}\n\n${WEEK}\n\n${FOOT_TEXT}`)
})

test('the same week as HTML has its headings, links and what is left out', () => {
  const see = `<a href="${WEEK}">See it in Project Operations</a>`
  assert.equal(
    contentOf(mailed(busy).html),
    [
      '<h1>Your week</h1>',
      '<p class="dim">16 – 22 November</p>',
      '<h2>What needs you</h2>',
      '<h3>Requests past their time</h3>',
      '<ul><li><a href="https://ops.example/projects/prj_1/requests?request=x1">“&lt;Logo&gt;” was due on 20 Nov</a></li></ul>',
      '<h3>Overdue and blocked work <span class="dim">3 tasks &lt;overdue&gt;</span></h3>',
      '<ul><li><a href="https://ops.example/projects/x1">late since 20 Nov</a></li><li><a href="https://ops.example/projects">and 2 more</a></li></ul>',
      '<h2>What changed</h2>',
      '<h3>Health</h3>',
      '<ul><li><a href="https://ops.example/digest">late since 20 Nov</a></li></ul>',
      `<footer>You get this as you chose to be told of it. ${see} · ${LESS}</footer>`,
    ].join('\n'),
  )
})

test('a calm week says so, and one in which only something changed has nothing that waits', () => {
  const calm = mailed(digest({}))
  assert.equal(calm.subject, 'Your week, 16 – 22 November: all calm')
  const words = 'A calm week: nothing changed, and nothing waits for you.'
  assert.equal(calm.text, `${words}\n\n${WEEK}\n\n${FOOT_TEXT}`)
  assert.match(calm.html, new RegExp(`</p>\n<p>${words}</p>\n<footer>`))
  const changed = digest({ changed: busy.changed })
  assert.equal(mailed(changed).subject, 'Your week, 16 – 22 November: nothing waits for you')
  assert.doesNotMatch(mailed(changed).text, /WHAT NEEDS YOU|calm/)
  assert.equal(digestInChat(digest({}), english).text, words)
})

test('in chat the week has no addresses but one', () => {
  const { subject, text, path } = digestInChat(busy, english)
  assert.equal(subject, mailed(busy).subject)
  assert.equal(path, '/digest?to=2026-11-22')
  const late = 'Requests past their time\n• “<Logo>” was due on 20 Nov'
  const behind = 'Overdue and blocked work: 3 tasks <overdue>\n• late since 20 Nov\n• and 2 more'
  assert.equal(text, `WHAT NEEDS YOU\n\n${late}\n\n${behind}\n\nWHAT CHANGED\n\nHealth\n• late since 20 Nov`)
})
