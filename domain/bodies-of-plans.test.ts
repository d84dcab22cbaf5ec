// What is refused of bookings, schedules, steps and money: where it is said, and in which words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faults, refused, taken } from '../test/bodies.ts'
import { AllocationChange, NewAllocation } from './allocation.ts'
import { AssignData, Batch, BatchOperation, MoveData } from './batch.ts'
import { NewBillingEntry } from './billing-entry.ts'
import { DEFAULT_WORK_WEEK, SettingsChange } from './organization.ts'
import { OutsideAccount } from './outside-account.ts'
import { ProjectsStep } from './portfolio.ts'
import { ScheduleChange } from './schedule.ts'
import { NewSignal } from './signal.ts'
import { NewSubscription } from './subscription.ts'

test('a booking is of one person or placeholder, by one amount, over a window that ends after it begins', () => {
  const booking = { personId: 'ada', startOn: '2026-11-23', endOn: '2026-11-27', percent: 50 }
  const { personId: _, ...nobody } = booking
  taken(NewAllocation, booking, { ...nobody, placeholder: { skill: 'design' } })
  const onePerson = 'personId: either a personId or a placeholder'
  const both = { ...booking, placeholder: { service: 'website' } }
  refused(NewAllocation, onePerson, nobody, both)
  const { percent: __, ...noAmount } = booking
  const oneAmount = 'minutesPerDay: one of minutesPerDay, percent and totalMinutes, and only one'
  refused(NewAllocation, oneAmount, noAmount, { ...booking, totalMinutes: 60 }, { ...booking, minutesPerDay: 60 })
  taken(NewAllocation, { ...noAmount, totalMinutes: 60 }, { ...noAmount, minutesPerDay: 60 })
  refused(NewAllocation, 'endOn: is not before startOn', { ...booking, endOn: '2026-11-22' })
  taken(NewAllocation, { ...booking, endOn: '2026-11-23' }, { ...booking, endOn: '2028-11-22' })
  refused(NewAllocation, 'endOn: makes it 732 days, and 731 are the most', { ...booking, endOn: '2028-11-23' })
  const neither = 'placeholder: is { skill } or { service }'
  refused(NewAllocation, neither, { ...nobody, placeholder: {} }, { ...nobody, placeholder: { name: 'Ada' } })

  taken(AllocationChange, { personId: 'ada' }, { percent: 10 }, { placeholder: { skill: 'design' }, totalMinutes: 5 })
  refused(AllocationChange, onePerson, { personId: 'ada', placeholder: { skill: 'design' } })
  refused(AllocationChange, oneAmount, { percent: 10, totalMinutes: 5 })
})

test('a schedule is changed by at least one change, which names more than an id', () => {
  const booking = { personId: 'ada', startOn: '2026-11-23', endOn: '2026-11-27', percent: 50 }
  refused(ScheduleChange, ': names at least one change', {}, { tasks: [] }, { tasks: [], milestones: [] })
  refused(ScheduleChange, ': names at least one change', { allocations: {} }, { override: { reason: 'Rush' } })
  taken(ScheduleChange, { tasks: [{ id: 'a', dueOn: null }] }, { milestones: [{ id: 'a', dueOn: null }] })
  taken(ScheduleChange, { allocations: { create: [booking] } }, { allocations: { remove: ['alc_1'] } })
  refused(ScheduleChange, 'tasks.0: names at least one field to change', { tasks: [{ id: 'a' }] })
})

test('an operation of a batch does something, to somebody or by some days', () => {
  taken(AssignData, { add: ['ada'] }, { remove: ['ada'] }, { add: [], remove: [] })
  refused(AssignData, ': names whom to add or to remove', {})
  taken(MoveData, { byDays: 1 }, { byDays: -3650 })
  refused(MoveData, 'byDays: is not 0', { byDays: 0 })
  assert.deepEqual(BatchOperation.parse({ op: 'delete' }), { op: 'delete', kind: 'project', data: {} })
  // What is no operation is refused alone, when its turn comes.
  taken(Batch, { mode: 'partial', operations: [{ op: 'explode' }, 7] })
})

test('an entry of the ledger is something, of a project or an account', () => {
  const entry = { projectId: 'prj_1', amountMinor: -100, note: 'Discount' }
  taken(NewBillingEntry, entry, { ...entry, projectId: undefined, accountId: 'acc_1' })
  refused(NewBillingEntry, 'amountMinor: is not nothing', { ...entry, amountMinor: 0 })
  const one = ': names a project or an account'
  refused(NewBillingEntry, one, { ...entry, accountId: 'acc_1' }, { ...entry, projectId: undefined })
  taken(NewBillingEntry, { ...entry, amountMinor: 10 ** 13 }, { ...entry, amountMinor: -(10 ** 13) })
  for (const amountMinor of [10 ** 13 + 1, -(10 ** 13) - 1])
    assert.equal(faults(NewBillingEntry, { ...entry, amountMinor }).length, 1)
})

test('a week has working time, in intervals that follow each other', () => {
  const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
  refused(SettingsChange, 'workWeek: has working time on at least one day', { workWeek: none })
  const monday = (...mon: [from: string, to: string][]) => ({
    workWeek: { ...DEFAULT_WORK_WEEK, mon: mon.map(([from, to]) => ({ from, to })) },
  })
  taken(SettingsChange, monday(['09:00', '12:00'], ['12:00', '24:00']))
  const order = 'workWeek.mon: holds intervals in order, none of them empty or overlapping'
  refused(SettingsChange, order, monday(['09:00', '09:00']), monday(['09:00', '12:00'], ['11:59', '13:00']))
  refused(SettingsChange, order, monday(['13:00', '14:00'], ['09:00', '12:00']))
  for (const from of ['x9:00', '24:01', '23:60', '00:000']) {
    const fault = faults(SettingsChange, monday([from, '24:00']))[0]
    assert.equal(fault, 'workWeek.mon.0.from: is a time written HH:MM, up to 24:00')
  }
  const always = 'website, seo, content, social, ads, email, listings, custom'
  const known = { projectTypes: ['website'] }
  refused(SettingsChange, `projectTypes: names one that is always there (${always})`, known)
  taken(SettingsChange, { projectTypes: [] }, { projectTypes: ['podcast'] })
})

test('what a system outside says has a version that can be counted', () => {
  const account = { externalId: 'x1', version: 3, name: 'Acme', status: 'active', contacts: [] }
  taken(OutsideAccount, account, { ...account, version: 0 }, { ...account, version: '2026-11-22T11:00:00Z' })
  const counted = 'version: is not negative, and not beyond what can be counted'
  refused(OutsideAccount, counted, { ...account, version: -1 }, { ...account, version: '1969-12-31T23:59:59Z' })
  refused(OutsideAccount, 'version: is a whole number or an RFC 3339 instant', { ...account, version: null })
})

test('a step of all projects is one, and a move by some days', () => {
  taken(
    ProjectsStep,
    { resume: {} },
    { hold: { reason: 'No budget' } },
    { move: { byDays: -5 }, includeChildren: true },
  )
  const one = ': names exactly one of hold, resume and move'
  refused(ProjectsStep, one, {}, { includeChildren: true }, { resume: {}, move: { byDays: 1 } })
  refused(ProjectsStep, 'move.byDays: is not 0', { move: { byDays: 0 } })
})

test('a signal names what it is about, and a subscription has dates of our time', () => {
  taken(NewSignal, { title: 'Quiet', projectId: 'prj_1' }, { title: 'Quiet', accountId: 'acc_1' })
  taken(NewSignal, { title: 'Tired', personId: 'ada' })
  refused(NewSignal, ': names what it is about: accountId, projectId or personId', { title: 'Quiet' })
  const bought = { accountId: 'acc_1', productType: 'website', productName: 'Care', status: 'active' }
  const subscription = { ...bought, amountMinor: 100, interval: 'month' }
  taken(NewSubscription, subscription, { ...subscription, currentPeriodEnd: '2199-12-31T23:59:59Z' })
  taken(NewSubscription, { ...subscription, currentPeriodEnd: '1900-01-01T00:00:00Z' })
  for (const canceledAt of ['1899-12-31T23:59:59Z', '2200-01-01T00:00:00Z'])
    refused(NewSubscription, 'canceledAt: is from 1900 to 2199', { ...subscription, canceledAt })
})
