import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_TEMPLATES } from './default-templates.ts'
import { DEFAULT_WORK_WEEK, weekMinutes, WorkWeek } from './organization.ts'
import { isRecurrence } from './recurrence.ts'
import { checkTemplate, NewTemplate, templateTask } from './template.ts'

test('the default templates keep their own rules', () => {
  for (const template of DEFAULT_TEMPLATES) {
    const { stages = [], tasks = [], isDefault } = NewTemplate.parse(template)
    const full = tasks.map(templateTask)
    checkTemplate({ stages, tasks: full })
    assert.ok(isDefault)
    // What a task waits for is over before it starts, so that a plan from the template begins without a conflict.
    for (const task of full) {
      for (const { key } of task.dependsOn) {
        const before = full.find((other) => other.key === key)
        assert.ok(before && before.offsetDays <= task.offsetDays, `${template.type}: ${task.key} starts before ${key}`)
      }
    }
  }
})

test('in the default templates nothing hangs loose: what starts later waits, and what is done is waited for', () => {
  // These end something, or are good by themselves.
  const ends: Record<string, string[]> = { website: ['handover'], seo: ['titles'], email: ['cart'], listings: ['done'] }
  for (const { type, tasks = [] } of DEFAULT_TEMPLATES) {
    const waitedFor = new Set(tasks.flatMap(({ dependsOn = [] }) => dependsOn.map(({ key }) => key)))
    const loose = tasks.filter(({ key, recurrence }) => !waitedFor.has(key) && !recurrence).map(({ key }) => key)
    assert.deepEqual(loose, ends[type] ?? [], type)
    for (const { key, offsetDays, dependsOn = [] } of tasks)
      if (offsetDays > 0 && key !== 'report') assert.ok(dependsOn.length > 0, `${type}: ${key} waits for nothing`)
  }
})

test('what comes back in the default templates closes no project, and each retainer reports every month', () => {
  for (const { type, engagement, tasks = [] } of DEFAULT_TEMPLATES) {
    for (const { key, stage, recurrence, required } of tasks) {
      if (recurrence) assert.equal(required, false, `${type}: ${key}`)
      if (stage === 'monthly' || stage === 'weekly')
        assert.match(recurrence ?? '', new RegExp(`^FREQ=${stage.toUpperCase()};BY(MONTHDAY=\\d+|DAY=..)$`), key)
    }
    const report = tasks.find(({ key }) => key === 'report')
    assert.equal(report?.recurrence?.startsWith('FREQ=MONTHLY') ?? false, engagement === 'retainer', type)
  }
})

test('what waits for the client in the default templates says what to ask for', () => {
  const waits = DEFAULT_TEMPLATES.flatMap(({ type, tasks = [] }) =>
    tasks.flatMap(({ key, description }) => (description?.startsWith('Waits for the client:') ? `${type} ${key}` : [])),
  )
  assert.deepEqual(waits, [
    'website access',
    'website brand_assets',
    'website client_review',
    'seo access',
    'content approval',
    'social access',
    'ads access',
    'email access',
    'listings facts',
    'listings claim',
  ])
})

test('the skills that the default templates ask for are those that people have by these names', () => {
  const skills = DEFAULT_TEMPLATES.map(({ type, tasks = [] }) => [type, tasks.flatMap((task) => task.skills ?? [])])
  assert.deepEqual(Object.fromEntries(skills), {
    website: ['wireframing', 'copywriting', 'visual design', 'frontend', 'analytics', 'technical seo'],
    seo: ['technical seo', 'keyword research'],
    content: ['brand voice', 'copywriting'],
    social: ['motion'],
    ads: ['analytics', 'google ads', 'visual design'],
    email: ['deliverability'],
    listings: [],
  })
})

test('recurrence rules are told from other texts', () => {
  for (const rule of [
    'FREQ=WEEKLY',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'INTERVAL=2;FREQ=WEEKLY;BYDAY=MO,FR;WKST=SU',
    'FREQ=YEARLY;UNTIL=20271231T000000Z',
    'FREQ=MONTHLY;BYDAY=-1FR;COUNT=12',
    'FREQ=YEARLY;BYDAY=53MO,+1TU',
    'FREQ=MONTHLY;BYMONTHDAY=31,-31',
    'FREQ=YEARLY;BYYEARDAY=366;BYSETPOS=-366',
    'FREQ=YEARLY;BYWEEKNO=53;BYMONTH=12',
    'FREQ=DAILY;UNTIL=20280229',
  ])
    assert.ok(isRecurrence(rule), rule)
  for (const text of [
    '',
    'FREQ',
    'FREQ=HOURLY',
    'BYDAY=MO',
    'FREQ=WEEKLY;',
    'FREQ=WEEKLY;FREQ=DAILY',
    'RRULE:FREQ=DAILY',
    'FREQ=DAILY;COUNT=2;UNTIL=20270101',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=WEEKLY;constructor=1',
    'FREQ=DAILY;BYDAY=53MO',
    'FREQ=YEARLY;BYDAY=54MO',
    'FREQ=YEARLY;BYDAY=12MO,63TU',
    'FREQ=WEEKLY=DAILY',
    'FREQ=WEEKLY;BYDAY=',
    'FREQ=WEEKLY;=MO',
    'BYSETPOS',
    'FREQ=WEEKLY;BYDAY=+1MO',
    'FREQ=MONTHLY;BYDAY=0MO',
    'FREQ=MONTHLY;BYMONTHDAY=0',
    'FREQ=MONTHLY;BYMONTHDAY=1,-32',
    'FREQ=YEARLY;BYMONTH=13',
    'FREQ=YEARLY;BYYEARDAY=999',
    'FREQ=YEARLY;BYWEEKNO=54',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367',
    'FREQ=DAILY;UNTIL=99999999',
    'FREQ=DAILY;UNTIL=20270230',
  ])
    assert.ok(!isRecurrence(text), text)
})

test('minutes of the week follow from its intervals', () => {
  assert.deepEqual(weekMinutes(DEFAULT_WORK_WEEK), [480, 480, 480, 480, 480, 0, 0])
  assert.deepEqual(
    weekMinutes({
      ...DEFAULT_WORK_WEEK,
      sat: [{ from: '08:30', to: '12:00' }],
      sun: [{ from: '00:00', to: '24:00' }],
    }).slice(5),
    [210, 1440],
  )
  assert.ok(WorkWeek.safeParse(DEFAULT_WORK_WEEK).success)
})
