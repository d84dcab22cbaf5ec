// What is refused of what somebody sends, beyond the kinds of its values: where it is said, and in which words.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import { faults, refused, taken } from '../test/bodies.ts'
import { AccountChange } from './account.ts'
import { AllocationChange, AllocationUpdate } from './allocation.ts'
import { BaselineChange } from './baseline.ts'
import { ChannelConnection } from './channel.ts'
import { ClientAsks } from './client-link.ts'
import { NewCommunication, NewMessage } from './communication.ts'
import { HolidayChange, HolidayImport, TimeOffChange } from './days-off.ts'
import { NewFeed } from './feed.ts'
import { NotificationPreferencesChange } from './notification.ts'
import { SettingsChange } from './organization.ts'
import { NewPerson, Password, PersonChange, TeamChange } from './person.ts'
import { ProjectChange } from './project.ts'
import { NewPulseMetrics } from './pulse.ts'
import { RequestChange, RequestProcessing, SaidText } from './request.ts'
import { ScheduleChange } from './schedule.ts'
import { NewApiToken } from './sign-in.ts'
import { SignalChange } from './signal.ts'
import { SubscriptionChange } from './subscription.ts'
import { NewTask, TaskChange, TaskStatusChange } from './task.ts'
import { NewTemplate, NewTemplateTask, TemplateChange } from './template.ts'
import { TimeEntryChange } from './time-entry.ts'

test('a change names at least one field', () => {
  const changes: [z.ZodType, object][] = [
    [AccountChange, { name: 'Acme' }],
    [BaselineChange, { note: '' }],
    [HolidayChange, { name: 'Epiphany' }],
    [PersonChange, { name: 'Ada' }],
    [ProjectChange, { name: 'Site' }],
    [RequestChange, { title: 'Logo' }],
    [SettingsChange, { currency: 'EUR' }],
    [SignalChange, { priority: 'low' }],
    [SubscriptionChange, { productName: 'Care' }],
    [TaskChange, { title: 'Copy' }],
    [TeamChange, { name: 'Design' }],
    [TemplateChange, { name: 'Website' }],
    [TimeEntryChange, { minutes: 30 }],
    [TimeOffChange, { note: '' }],
  ]
  for (const [shape, one] of changes) {
    taken(shape, one)
    refused(shape, ': names at least one field to change', {})
  }
  refused(AllocationChange, ': names at least one field to change', {})
  refused(AllocationUpdate, ': names at least one field to change', { id: 'alc_1' })
  taken(AllocationUpdate, { id: 'alc_1', status: 'confirmed' })
  refused(TaskStatusChange, ': names status, progress or both', {}, { completionNotes: 'Done' })
  taken(TaskStatusChange, { status: 'completed' }, { progress: 0 }, { status: 'in_progress', progress: 10 })
})

test('what is a list of different things names each once', () => {
  const person = { name: 'Ada', email: 'ada@agency.example', roles: [] }
  const week = { validFrom: '2026-01-01', minutes: [480, 480, 480, 480, 480, 0, 0] }
  const template = { key: 'copy', title: 'Copy', offsetDays: 0 }
  const cases: [z.ZodType, object, field: string, item: unknown, at: string, message: string][] = [
    [NewPerson, person, 'roles', 'team_lead', 'roles', 'names a role twice'],
    [NewPerson, person, 'services', 'website', 'services', 'names one twice'],
    [NewPerson, person, 'skills', 'copywriting', 'skills', 'names one twice'],
    [NewPerson, person, 'weeklyCapacity', week, 'weeklyCapacity', 'names a day twice'],
    [ProjectChange, {}, 'tags', 'print', 'tags', 'names a tag twice'],
    [NewTask, { title: 'Copy' }, 'dependencies', { taskId: 'a' }, 'dependencies', 'names a task twice'],
    [NewTemplateTask, template, 'skills', 'copywriting', 'skills', 'names one twice'],
    [NewTemplateTask, template, 'dependsOn', { key: 'a' }, 'dependsOn', 'names a task twice'],
    [NewTemplate, { name: 'Website', type: 'website' }, 'stages', 'build', 'stages', 'names a stage twice'],
    [NewPulseMetrics, {}, 'metrics', { metric: 'client_satisfaction', value: 80 }, 'metrics', 'names a metric twice'],
    [NewApiToken, { name: 'Script' }, 'scopes', '*', 'scopes', 'names one twice'],
    [SettingsChange, {}, 'projectTypes', 'podcast', 'projectTypes', 'names a type twice'],
    [ScheduleChange, {}, 'tasks', { id: 'a', startOn: null }, 'tasks', 'names a task twice'],
    [ScheduleChange, {}, 'milestones', { id: 'a', dueOn: null }, 'milestones', 'names a task twice'],
  ]
  for (const [shape, rest, field, item, at, message] of cases) {
    taken(shape, { ...rest, [field]: [item] })
    refused(shape, `${at}: ${message}`, { ...rest, [field]: [item, item] })
  }
  const update = { id: 'alc_1', percent: 50 }
  taken(ScheduleChange, { allocations: { update: [update] } })
  const twice = { allocations: { update: [update, update] } }
  refused(ScheduleChange, 'allocations.update: names an allocation twice', twice)
  taken(NewTask, { title: 'Copy', dependencies: [{ taskId: 'a' }, { taskId: 'b', type: 'SS', lagDays: -2 }] })
  taken(NewPerson, { ...person, weeklyCapacity: [week, { ...week, validFrom: '2026-02-01' }] })
})

test('a message goes the way that fits who may see it', () => {
  const body = 'Good morning'
  const author = { name: 'Cleo' }
  taken(NewMessage, { body }, { body, visibility: 'client' }, { body, direction: 'internal', visibility: 'internal' })
  taken(NewMessage, { body, direction: 'incoming', visibility: 'client', author })
  const seen = 'visibility: is client for what goes to the client or comes from them, and internal for nothing else'
  refused(NewMessage, seen, { body, direction: 'outgoing', visibility: 'internal' })
  refused(NewMessage, seen, { body, direction: 'internal', visibility: 'client' })
  refused(NewMessage, 'author: says who of the client said it', { body, direction: 'incoming' })
  const ours = { body, author }
  refused(NewMessage, 'author: is of incoming messages only', ours, { ...ours, visibility: 'client' })
  const recipients = ['cleo@client.example']
  taken(NewMessage, { body, visibility: 'client', recipients }, { body, direction: 'outgoing', recipients })
  taken(NewMessage, { body, visibility: 'client', channel: 'email', recipients })
  refused(NewMessage, 'recipients: is of outgoing mail only', { body, recipients })
  refused(NewMessage, 'recipients: is of outgoing mail only', {
    body,
    visibility: 'client',
    channel: 'phone',
    recipients,
  })
  refused(NewCommunication, seen, { body, direction: 'outgoing', visibility: 'internal' })
})

test('what is said says something, and fits into 64 KiB however it is written', () => {
  for (const [shape, wordsOf, at] of [
    [NewMessage, (body: string) => ({ body }), 'body'],
    [SaidText, (body: string) => body, ''],
  ] as const) {
    refused(shape, `${at}: says something`, wordsOf(' \n'))
    taken(shape, wordsOf('ü'.repeat(32_768)), wordsOf('.'))
    const tooMany = wordsOf('ü'.repeat(32_769))
    assert.match(faults(shape, tooMany).join(), /^(body)?: (has|holds) at most 64 KiB$/)
    assert.ok(faults(shape, wordsOf('')).length > 0)
  }
})

test('a feed of a project names the project, one of a team the team', () => {
  taken(NewFeed, { kind: 'mine' }, { kind: 'project', projectId: 'prj_1' }, { kind: 'team', teamId: 'tea_1' })
  const project = 'projectId: goes with kind project, which needs it'
  const team = 'teamId: goes with kind team, which needs it'
  refused(NewFeed, project, { kind: 'project' }, { kind: 'mine', projectId: 'prj_1' })
  refused(NewFeed, team, { kind: 'team' }, { kind: 'mine', teamId: 'tea_1' })
})

test('quiet hours have a beginning and another end, and a request is declined with a note', () => {
  taken(NotificationPreferencesChange, { quietHours: { from: '22:00', to: '07:00' } })
  const never = { quietHours: { from: '22:00', to: '22:00' } }
  refused(NotificationPreferencesChange, 'quietHours.to: is another time than from', never)
  const noTime = 'quietHours.from: is a time of day written HH:MM'
  for (const from of ['24:00', '7:00', '22:60', 'x22:00', '22:000'])
    refused(NotificationPreferencesChange, noTime, { quietHours: { from, to: '07:00' } })
  const answer = { resolutionStatus: 'declined', response: 'Sorry' }
  taken(RequestProcessing, { ...answer, note: 'Too big' }, { ...answer, resolutionStatus: 'completed' })
  refused(RequestProcessing, 'note: is needed to decline', answer)
  const tasks = [{ title: 'Logo' }]
  taken(RequestProcessing, { resolutionStatus: 'accepted', response: 'Yes', tasks })
  const other = { resolutionStatus: 'completed', response: 'Yes', tasks }
  refused(RequestProcessing, 'tasks: go with resolutionStatus accepted', other)
})

test('codes of other systems and countries have their form', () => {
  const project = { provider: 'slack', channelId: 'C024BE91L', visibility: 'internal' }
  taken(ChannelConnection, project)
  const channel = 'channelId: is a channel’s id, as Slack shows it below its details'
  for (const channelId of ['general', 'D024BE91L', 'C0', 'xC024BE91L', `C${'0'.repeat(31)}`])
    refused(ChannelConnection, channel, { ...project, channelId })
  taken(AccountChange, { stripeCustomerId: 'cus_Nffrf1' }, { stripeCustomerId: null })
  for (const stripeCustomerId of ['', 'cus Nffrf1', 'cus_Nffrf1/'])
    refused(AccountChange, 'stripeCustomerId: is a customer’s id of Stripe, such as cus_Nffrf1', { stripeCustomerId })
  const holidays = { country: 'DE', year: 2026 }
  taken(HolidayImport, holidays, { ...holidays, region: 'BY', language: 'de' }, { ...holidays, region: 'BY-A' })
  for (const country of ['de', 'DEU', 'xDE'])
    refused(HolidayImport, 'country: is an ISO 3166 code of two capital letters', { ...holidays, country })
  for (const region of ['by', 'BY-', 'BAVARIA', 'DE-BAVARIA', 'xBY'])
    refused(HolidayImport, 'region: is the part of an ISO 3166-2 code behind the country', { ...holidays, region })
  for (const language of ['DE', 'deu', 'd'])
    refused(HolidayImport, 'language: is an ISO 639 code of two letters', { ...holidays, language })
  const ask = { title: 'Logo', body: 'Bigger' }
  taken(ClientAsks, ask, { ...ask, key: 'abcd_-19' })
  for (const key of ['short', 'a'.repeat(65), 'with space', 'äbcdefgh'])
    refused(ClientAsks, 'key: is 8 to 64 letters, digits, _ or -', { ...ask, key })
})

test('a factor has three decimals, a password ten characters, a tag no comma', () => {
  taken(PersonChange, { availabilityFactor: 0.125 }, { availabilityFactor: 1 })
  const factor = 'availabilityFactor: has at most three decimals'
  refused(PersonChange, factor, { availabilityFactor: 0.1255 })
  taken(Password, '0123456789')
  refused(Password, ': has 10 characters or more', '012345678')
  refused(ProjectChange, 'tags.0: holds no comma', { tags: ['print, web'] })
  taken(ProjectChange, { tags: ['print', 'web'] })
})
