// What health says of each metric, with the evidence beside it, and what it proposes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { METRIC_OF, type Metric } from './pulse-values.ts'
import { type PulseFacts, type TaskTotals, standingOf } from './pulse-facts.ts'
import { answering, bestLifts, completing, MOST_LIFTS, type Option, releasing, writing } from './pulse-lifts.ts'
import { inEnglish, say } from './said.ts'

const NO_TASKS: TaskTotals = { total: 0, done: 0, planned: 0, dated: 0, overdue: 0, overdueIds: [], onTime: 0, late: 0 }
const NOTHING: PulseFacts = {
  at: '2026-11-22T11:00:00.000Z',
  on: '2026-11-22',
  engagement: 'one_off',
  tasks: NO_TASKS,
  waiting: { everAsked: false, count: 0, oldest: [] },
  lastShown: null,
  members: 0,
  peak: null,
  subscriptions: [],
  budget: null,
  satisfaction: null,
}
const facts = (some: Partial<PulseFacts>): PulseFacts => ({ ...NOTHING, ...some })
const tasks = (some: Partial<TaskTotals>, engagement: PulseFacts['engagement'] = 'one_off') =>
  facts({ engagement, tasks: { ...NO_TASKS, ...some } })

/** What is said, and what it was computed from. */
function tells(metric: Metric, of: PulseFacts, reason: string, evidence?: Record<string, unknown>): void {
  const reading = METRIC_OF[metric](of)
  assert.equal(inEnglish(reading.reason), reason)
  assert.deepEqual(reading.evidence, evidence ?? {})
  if (evidence === undefined) assert.equal(reading.value, null)
}

test('the plan of what is done once is told against what was due before today', () => {
  tells('schedule', NOTHING, 'No task has a due date.')
  const none = { overdue: 0, overdueTaskIds: [] }
  const early = { plannedWeight: 0, doneWeight: 0, ...none }
  tells('schedule', tasks({ dated: 1 }), 'Nothing was due before today.', early)
  const done = 'Work of weight 2 is done, and 3 was due before today'
  const weights = { plannedWeight: 3, doneWeight: 2 }
  tells('schedule', tasks({ planned: 3, done: 2 }), `${done}.`, { ...weights, ...none })
  const late = (overdueIds: string[]) => tasks({ planned: 3, done: 2, overdue: overdueIds.length, overdueIds })
  const one = { ...weights, overdue: 1, overdueTaskIds: ['a'] }
  tells('schedule', late(['a']), `${done}; 1 task is overdue, 5 points less.`, one)
  const two = { ...weights, overdue: 2, overdueTaskIds: ['a', 'b'] }
  tells('schedule', late(['a', 'b']), `${done}; 2 tasks are overdue, 10 points less.`, two)
})

test('that of what goes on is told by what was on time in the last 30 days', () => {
  const finished = (onTime: number, late: number) => tasks({ dated: 1, onTime, late }, 'retainer')
  const told = (onTime: number, late: number, words: string) =>
    tells('schedule', finished(onTime, late), words, { onTime, late, overdue: 0, overdueTaskIds: [] })
  tells('schedule', tasks({}, 'retainer'), 'No task has a due date.')
  told(0, 0, 'No task with a due date was finished in the last 30 days.')
  told(1, 0, '1 of the 1 task finished in the last 30 days was on time.')
  told(0, 1, '0 of the 1 task finished in the last 30 days were on time.')
  told(1, 2, '1 of the 3 tasks finished in the last 30 days was on time.')
  told(2, 1, '2 of the 3 tasks finished in the last 30 days were on time.')
})

const waiting = (type: 'task' | 'request', workingMinutes: number, count = 1) => {
  const oldest = [{ thread: { type, id: 't' }, since: '2026-11-20T09:00:00.000Z', workingMinutes }]
  return facts({ waiting: { everAsked: true, count, oldest } })
}

test('what waits for an answer is told by the oldest, in working hours', () => {
  tells('responsiveness', NOTHING, 'The client has not written or asked for anything yet.')
  const answered = facts({ waiting: { everAsked: true, count: 0, oldest: [] } })
  tells('responsiveness', answered, 'Nothing of the client’s waits for an answer.', { waiting: 0 })
  const told = (of: PulseFacts, words: string) =>
    tells('responsiveness', of, words, { waiting: of.waiting.count, oldest: of.waiting.oldest })
  told(waiting('task', 59), 'The oldest unanswered message has waited 0 working hours.')
  told(waiting('request', 60), 'The oldest unanswered request has waited 1 working hour.')
  told(waiting('request', 150, 2), 'The oldest unanswered request has waited 2 working hours, and 1 more waits.')
  told(waiting('task', 150, 3), 'The oldest unanswered message has waited 2 working hours, and 2 more wait.')
})

test('the last message is told by its age in days', () => {
  tells('communication', NOTHING, 'No message that the client can see was ever written.')
  const ages: [on: string, days: number, words: string][] = [
    ['2026-11-22', 0, 'of today'],
    ['2026-11-21', 1, '1 day old'],
    ['2026-11-20', 2, '2 days old'],
  ]
  for (const [on, days, words] of ages) {
    const shown = facts({ lastShown: { on, communicationId: 'com_1' } })
    const sentence = `The last message that the client could see is ${words}.`
    tells('communication', shown, sentence, { days, communicationId: 'com_1' })
  }
})

test('the load is told by the fullest day', () => {
  tells('workload', NOTHING, 'Nobody is on the project’s team.')
  const idle = 'Nobody on the team is booked in the next two weeks.'
  tells('workload', facts({ members: 2 }), idle, { members: 2 })
  const peak = { personId: 'mia', on: '2026-11-24', bookedMinutes: 500, capacityMinutes: 480 }
  const day = 'The fullest day on the team in the next two weeks is 2026-11-24, when somebody is booked'
  tells('workload', facts({ members: 2, peak }), `${day} to 104 %.`, { members: 2, ...peak })
  const off = { ...peak, capacityMinutes: 0 }
  tells('workload', facts({ members: 2, peak: off }), `${day} on a day off.`, { members: 2, ...off })
})

test('subscriptions are told by the worst', () => {
  tells('billing', NOTHING, 'The project has no subscription that says how it stands.')
  const words = {
    active: 'is active',
    trialing: 'is on trial',
    ending: 'ends with its period',
    past_due: 'is past due',
    unpaid: 'is unpaid',
  } as const
  for (const [standing, is] of Object.entries(words)) {
    const subscriptions = [{ id: 'sub_1', standing: standing as keyof typeof words }]
    tells('billing', facts({ subscriptions }), `Its subscription ${is}.`, { subscriptionId: 'sub_1', subscriptions: 1 })
  }
  const two = ['sub_2', 'sub_1'].map((id) => ({ id, standing: 'past_due' as const }))
  const subscriptions = [{ id: 'sub_0', standing: 'active' as const }, ...two]
  const worst = 'Of 3 subscriptions the worst is past due.'
  tells('billing', facts({ subscriptions }), worst, { subscriptionId: 'sub_1', subscriptions: 3 })
})

test('budget, satisfaction and progress are told by their numbers', () => {
  tells('budget', NOTHING, 'The project has no budget of time.')
  tells('budget', facts({ budget: { budgetMinutes: 0, spentMinutes: 5 } }), 'The project has no budget of time.')
  const budget = { budgetMinutes: 300, spentMinutes: 200 }
  const spent = '66 % of the budget is spent, and 50 % of the work is done.'
  tells('budget', { ...tasks({ total: 2, done: 1 }), budget }, spent, { ...budget, progress: 50 })
  const nothingToDo = '66 % of the budget is spent, and 0 % of the work is done.'
  tells('budget', facts({ budget }), nothingToDo, { ...budget, progress: 0 })

  tells('client_satisfaction', NOTHING, 'Nobody recorded how satisfied the client is.')
  const said = (on: string) => facts({ satisfaction: { value: 80, on, id: 'rec_1' } })
  const recorded = { recordId: 'rec_1', days: 90 }
  tells('client_satisfaction', said('2026-08-24'), 'It was recorded on 2026-08-24.', recorded)
  const old = METRIC_OF.client_satisfaction(said('2026-08-23'))
  assert.equal(inEnglish(old.reason), 'What was recorded last is 91 days old, and counts for 90.')
  assert.deepEqual([old.value, old.evidence], [null, { recordId: 'rec_1' }])

  tells('progress', NOTHING, 'There is nothing to be done yet.')
  const weights = { doneWeight: 1, totalWeight: 2 }
  tells('progress', tasks({ total: 2, done: 1 }), 'Work of weight 1 of 2 is done.', weights)
})

test('a subscription that ends is told from one that goes on, and one that has ended does not count', () => {
  const standing = (status: string, cancelAtPeriodEnd = false) => standingOf({ status, cancelAtPeriodEnd })
  assert.deepEqual([standing('active', true), standing('trialing', true)], ['ending', 'ending'])
  assert.deepEqual(
    [standing('active'), standing('trialing'), standing('past_due', true)],
    ['active', 'trialing', 'past_due'],
  )
  assert.deepEqual([standing('canceled'), standing('paused')], [undefined, undefined])
})

test('what would lift it is said as something to do', () => {
  const says = (options: Option[]) => options.map((option) => [option.action, inEnglish(option.says)])
  const asked = { kind: 'answer', thread: { type: 'request', id: 't' } }
  const request = 'Answer the oldest request of the client: it has waited 2 working hours.'
  assert.deepEqual(says(answering(waiting('request', 150))), [[asked, request]])
  const message = request.replace('request', 'message')
  assert.deepEqual(says(answering(waiting('task', 150)))[0]?.[1], message)
  assert.deepEqual(answering(NOTHING), [])
  assert.deepEqual(answering(waiting('task', 150, 2))[0]?.facts, {
    ...NOTHING,
    waiting: { everAsked: true, count: 1, oldest: [] },
    lastShown: { on: NOTHING.on, communicationId: '' },
  })

  const write = { kind: 'write_to_client' }
  const never = 'Write to the client: they have not heard anything yet.'
  assert.deepEqual(says(writing(NOTHING)), [[write, never]])
  const since = facts({ lastShown: { on: '2026-11-01', communicationId: 'com_1' } })
  const heard = 'Write to the client: they have not heard anything since 2026-11-01.'
  assert.deepEqual(says(writing(since)), [[write, heard]])
  assert.deepEqual(writing(since)[0]?.facts, facts({ lastShown: { on: NOTHING.on, communicationId: '' } }))
  // Where the project's own thread waits, writing there answers it; and of threads that are not named nothing is known.
  const own = { thread: { type: 'project' as const, id: 'p' }, since: NOTHING.at, workingMinutes: 5 }
  assert.deepEqual(writing(facts({ waiting: { everAsked: true, count: 1, oldest: [own] } })), [])
  assert.deepEqual(writing(waiting('task', 150, 2)), [])
  assert.equal(writing(waiting('task', 150, 1)).length, 1)

  const task = { id: 'a', title: 'Copy' }
  const complete = { kind: 'complete_task', taskId: 'a' }
  assert.deepEqual(says([completing(NOTHING, task, NO_TASKS)]), [[complete, 'Complete “Copy”.']])
  const overdue = completing(tasks({ overdueIds: ['a'] }), task, NO_TASKS)
  assert.deepEqual(says([overdue]), [[complete, 'Complete “Copy”, which is overdue.']])
  assert.deepEqual(overdue.facts, NOTHING)

  const peak = { personId: 'mia', on: '2026-11-24', bookedMinutes: 500, capacityMinutes: 480 }
  const release = { kind: 'release_booking', allocationId: 'alc_1' }
  const booked = 'Release or move what is booked on 2026-11-24: it is more than that day holds.'
  assert.deepEqual(says([releasing(facts({ peak }), 'alc_1', null)]), [[release, booked]])
  const fullest = booked.replace('2026-11-24', 'the fullest day')
  assert.deepEqual(says([releasing(NOTHING, 'alc_1', peak)]), [[release, fullest]])
  assert.deepEqual(releasing(NOTHING, 'alc_1', peak).facts, facts({ peak }))
})

test('the greatest lifts come first, three at most, and nothing that does not lift', () => {
  const option = (members: number): Option => ({
    action: { kind: 'complete_task', taskId: `t${members}` },
    says: say`Do ${members}`,
    facts: facts({ members }),
  })
  const lifts = bestLifts(NOTHING, [0, 10, 30, 20, 25].map(option), ({ members }) => 50 + members)
  assert.deepEqual(
    lifts.map(({ says, change, score }) => [says, change, score]),
    [30, 25, 20].map((change) => [`Do ${change}`, change, { from: 50, to: 50 + change }]),
  )
  assert.equal(lifts.length, MOST_LIFTS)
  assert.deepEqual(
    bestLifts(NOTHING, [option(1)], () => null),
    [],
  )
  assert.deepEqual(
    bestLifts(NOTHING, [option(1)], ({ members }) => (members === 0 ? 50 : null)),
    [],
  )
})
