// Weeks of escalation by a virtual clock: two nodes look at once, are cut off in the midst of it, and people go on working. Each
// step is taken once, on its day, as a small model of its own has it that counts days one by one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runRule } from '../server/automation/engine.ts'
import { loadRules } from '../server/automation/load-rules.ts'
import { randomOf } from '../server/demo/demo-random.ts'
import { agency, theHouse, type Agency } from './agency.ts'
import { settle } from './background.ts'

const LONG = process.env.TEST_LONG === '1'
const [DAYS, STEP_HOURS, TASKS] = LONG ? [90, 1, 24] : [28, 12, 8]
const ZONE = 'Europe/Berlin'
const DAY_MS = 86_400_000
const OVERDUE = [0, 1, 2, 4]

const format = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE })
const dateAt = (at: Date) => format.format(at)
const plusDays = (date: string, days: number) => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

interface Modelled {
  id: string
  project: string
  dueOn: string
  open: boolean
  /** Where it goes back to when it was blocked. */
  stands: 'pending' | 'in_progress'
  blocked?: { on: string; key: number; client: boolean } | undefined
  /** Of each ladder, which time it is of being so, and how many steps were taken in it. */
  taken: Record<string, { episode: string; steps: number }>
}

/** What is expected, day by day. */
class Model {
  readonly tasks: Modelled[] = []
  readonly expected: string[] = []
  readonly #holidays: Set<string>
  readonly #held = new Map<string, Set<string>>()
  readonly standsStill = new Set<string>()

  constructor(holidays: string[]) {
    this.#holidays = new Set(holidays)
  }

  /** Working days from one date to another, both counted, on which the project went on; the first does not count. */
  #passed(project: string, from: string, today: string): number {
    let days = 0
    for (let date = from; date <= today; date = plusDays(date, 1)) {
      const weekday = new Date(date).getUTCDay()
      const works = weekday !== 0 && weekday !== 6 && !this.#holidays.has(date)
      if (works && this.#held.get(project)?.has(date) !== true) days++
    }
    return Math.max(0, days - 1)
  }

  /** From the date it is held on until the one it goes on again, without that one. */
  goesOnAfter(project: string, from: string, today: string): void {
    const held = this.#held.get(project) ?? new Set()
    for (let date = from; date < today; date = plusDays(date, 1)) held.add(date)
    this.#held.set(project, held)
    this.standsStill.delete(project)
  }

  look(today: string): void {
    for (const task of this.tasks) {
      if (!task.open || this.standsStill.has(task.project)) continue
      if (task.dueOn < today)
        this.#take(
          task,
          'task_overdue',
          task.dueOn,
          OVERDUE,
          this.#passed(task.project, plusDays(task.dueOn, 1), today),
          today,
        )
      if (!task.blocked) continue
      const { on, key, client } = task.blocked
      this.#take(task, 'task_blocked', `${key}`, [client ? 2 : 1, 5], this.#passed(task.project, on, today), today)
    }
  }

  #take(task: Modelled, why: string, episode: string, thresholds: number[], passed: number, today: string): void {
    const before = task.taken[why]?.episode === episode ? task.taken[why].steps : 0
    const steps = Math.max(before, thresholds.filter((days) => days <= passed).length)
    for (let step = before + 1; step <= steps; step++) this.expected.push(`${today} ${task.id} ${why} ${step}`)
    task.taken[why] = { episode, steps }
  }
}

/** A node looks for all that is due; one that is cut off leaves what it had not done to whoever looks next. */
async function look(house: Agency): Promise<void> {
  const { db, clock, baseUrl } = await theHouse()
  const whose = { organizationId: house.organizationId, timezone: ZONE }
  for (const rule of (await loadRules()).filter(({ name }) => /^escalate-.*-tasks$/.test(name)))
    await runRule(db.app, { rule, whose, settings: rule.settings.parse({}), now: clock.tick(), publicUrl: baseUrl })
}

const cutOff = ({ db }: Agency) =>
  db.admin
    .query(`select pg_terminate_backend(pid) from pg_stat_activity where usename ~ 'app' and pid <> pg_backend_pid()
    and datname = current_database()`)

/** At once; now and then both are cut off, and one starts again. */
async function twoNodesLook(house: Agency): Promise<void> {
  const looks = Promise.allSettled([look(house), look(house)])
  const isCut = random.between(0, 11) === 0
  if (isCut) await cutOff(house)
  const ended = await looks
  if (isCut) await look(house)
  else for (const one of ended) if (one.status === 'rejected') throw one.reason
}

const random = randomOf('escalation walk')

/** Somebody does something with a task, or with the project it is in. */
async function work(house: Agency, model: Model, heldSince: Map<string, string>): Promise<void> {
  const { ada, clock } = house
  const today = dateAt(clock.now())
  const task = model.tasks[random.between(0, model.tasks.length - 1)]
  if (!task) return
  const path = `/v1/admin/projects/tasks/${task.id}`
  const done = async (reply: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await reply
    assert.equal(status, 200, JSON.stringify(body))
  }
  const turn = random.between(0, 9)
  if (turn <= 3 && task.open) {
    const dueOn = plusDays(today, random.between(-4, 12))
    await done(ada.put(path, { dueOn, startOn: null }))
    task.dueOn = dueOn
  } else if (turn <= 5) {
    if (task.blocked) await done(ada.put(`${path}/status`, { status: task.stands }))
    else if (task.open) {
      const client = random.between(0, 1) === 1
      await done(ada.put(`${path}/status`, { status: 'blocked', blockedReason: client ? 'waiting_client' : 'other' }))
      task.blocked = { on: today, key: clock.now().getTime(), client }
      return
    }
    task.blocked = undefined
  } else if (turn <= 7 && !task.blocked) {
    const change = task.open ? { status: 'completed' } : { status: 'in_progress', reason: 'Not quite' }
    await done(ada.put(`${path}/status`, change))
    task.open = !task.open
    task.stands = 'in_progress'
  } else if (turn === 8) {
    await holdOrGoOn(house, model, heldSince, task.project, today, done)
  }
}

async function holdOrGoOn(
  { ada }: Agency,
  model: Model,
  heldSince: Map<string, string>,
  project: string,
  today: string,
  done: (reply: Promise<{ status: number; body: unknown }>) => Promise<void>,
): Promise<void> {
  const path = `/v1/admin/projects/${project}`
  const since = heldSince.get(project)
  if (since === undefined) {
    await done(ada.put(path, { status: 'on_hold', reason: 'They moved' }))
    heldSince.set(project, today)
    model.standsStill.add(project)
    return
  }
  const { body } = await ada.get(path)
  await done(ada.put(path, { status: body.statusBeforeHold ?? 'active' }))
  heldSince.delete(project)
  model.goesOnAfter(project, since, today)
}

test(`over ${DAYS} days each step of each ladder is taken once, on its day, by two nodes that are cut off now and then`, async () => {
  const house = await agency()
  const { ada, clock, db, organizationId } = house
  const start = dateAt(clock.now())
  const holidays = [8, 17, 33, 34].map((days) => plusDays(start, days))
  for (const [n, on] of holidays.entries()) await ada.post('/v1/admin/holidays', { id: `h${n}`, on, name: 'Day off' })
  for (const project of ['site', 'ads']) await ada.put(`/v1/admin/projects/${project}`, { status: 'active' })
  const model = new Model(holidays)
  for (let n = 0; n < TASKS; n++) {
    const project = n % 3 === 0 ? 'ads' : 'site'
    const dueOn = plusDays(start, random.between(0, Math.round(DAYS * 0.8)))
    const assigneeIds = n % 2 === 0 ? ['mia'] : []
    const task = { id: `walk${n}`, title: `Task ${n}`, scheduling: 'manual', dueOn, assigneeIds }
    assert.equal((await ada.adds(project, task)).status, 201)
    model.tasks.push({ id: task.id, project, dueOn, open: true, stands: 'pending', taken: {} })
  }
  await settle(organizationId)
  const heldSince = new Map<string, string>()
  for (let step = 0; step < (DAYS * 24) / STEP_HOURS; step++) {
    clock.advance({ hours: STEP_HOURS })
    await twoNodesLook(house)
    model.look(dateAt(clock.now()))
    if (random.between(0, LONG ? 7 : 2) > 0) continue
    await work(house, model, heldSince)
    await settle(organizationId)
    model.look(dateAt(clock.now()))
  }
  const { rows } = await db.admin.query<{ at: Date; id: string; why: string; step: number }>(
    `select at, entity_id as id, changes -> 'why' ->> 'to' as why, (changes -> 'step' ->> 'to')::int as step from activity
     where organization_id = $1 and event = 'task.escalated' and entity_id like 'walk%'`,
    [organizationId],
  )
  const taken = rows.map(({ at, id, why, step }) => `${dateAt(at)} ${id} ${why} ${step}`)
  assert.deepEqual(taken.toSorted(), model.expected.toSorted())
  assert.ok(taken.length > TASKS * 2, `${taken.length} steps`)
  const told = await db.admin.query<{ n: number; different: number }>(
    `select count(*)::int as n, count(distinct (person_id, cause_id))::int as different from notifications
     where organization_id = $1 and kind in ('task_overdue', 'task_blocked')`,
    [organizationId],
  )
  assert.ok(Number(told.rows[0]?.n) > TASKS * 2)
  assert.equal(told.rows[0]?.n, told.rows[0]?.different)
})
