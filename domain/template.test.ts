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

test('recurrence rules are told from other texts', () => {
  for (const rule of [
    'FREQ=WEEKLY',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'INTERVAL=2;FREQ=WEEKLY;BYDAY=MO,FR;WKST=SU',
    'FREQ=YEARLY;UNTIL=20271231T000000Z',
    'FREQ=MONTHLY;BYDAY=-1FR;COUNT=12',
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
