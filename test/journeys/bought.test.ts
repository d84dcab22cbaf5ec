// The story of a purchase, on a server as people run it: bought at Stripe, set up, asked for more, done, billed, counted and told.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DEFAULT_TEMPLATES } from '../../domain/default-templates.ts'
import type { BillingEntry } from '../../domain/billing-entry.ts'
import type { Digest } from '../../domain/digest.ts'
import type { Task } from '../../domain/task.ts'
import { ask } from '../agency.ts'
import { answers, invites } from '../asking.ts'
import { stripeHeaders, STRIPE_SECRET } from '../deliveries.ts'
import { listens } from '../live-house.ts'
import { boughtAt } from '../stripe-house.ts'
import { stripeServer } from '../stripe-server.ts'
import { install, startServer, until, type Running } from './running-server.ts'

const WEBSITE = DEFAULT_TEMPLATES.find(({ type }) => type === 'website')

/** Whatever the server answers, as soon as it answers that; and how long it took. */
async function within<T>(look: () => Promise<T | undefined>, what: string): Promise<{ seen: T; tookMs: number }> {
  const began = performance.now()
  const seen = await until(look, what)
  return { seen, tookMs: performance.now() - began }
}

async function completesAll({ ada }: Running, tasks: readonly Pick<Task, 'id'>[]): Promise<void> {
  const operations = tasks.map(({ id }) => ({ op: 'status', kind: 'task', id, data: { status: 'completed' } }))
  const { status, body } = await ada.post('/v1/admin/projects/batch', { mode: 'atomic', operations })
  assert.equal(status, 200, JSON.stringify(body))
}

/** What can be completed now. */
async function readyTasks({ ada }: Running, projectId: string): Promise<Task[]> {
  const { body } = await ada.get(`/v1/admin/projects/${projectId}/tasks?ready=true&limit=100`)
  return body.data as Task[]
}

test('a subscription is bought, its project sets itself up, the client asks, work is done and billed, and the figures and the week tell it', async (t) => {
  const stripe = await stripeServer(t)
  const { buyer, sold, subscription } = boughtAt(new Date())
  stripe.has(buyer, { ...sold, name: 'Website care', metadata: { type: 'website' } }, subscription)
  const server = await startServer(await install(), {
    STRIPE_API_KEY: 'sk_test_of_the_fake',
    STRIPE_WEBHOOK_SECRET: STRIPE_SECRET,
    STRIPE_API_URL: stripe.url,
  })
  const { ada, baseUrl } = server
  const heard = listens({ baseUrl }, { token: ada.token })
  await heard.untilTold('ready')
  const hears = (event: string) => heard.untilTold('change', (body) => body.event === event)

  assert.equal((await ada.post('/v1/admin/templates', WEBSITE)).status, 201)

  // Bought, and told twice.
  const event = {
    id: 'evt_1',
    object: 'event',
    type: 'customer.subscription.created',
    created: 1,
    data: { object: subscription },
  }
  const body = JSON.stringify(event)
  for (const outcome of ['taken', 'known']) {
    const told = await ask(baseUrl, 'POST', '/v1/hooks/stripe', body, stripeHeaders(body, new Date()))
    assert.deepEqual([told.status, told.body], [200, { outcome }])
  }
  await hears('project.set_up')
  const { data: projects } = (await ada.get('/v1/admin/projects?q=Website+care')).body
  assert.equal(projects.length, 1)
  const [project] = projects
  assert.deepEqual(
    [project.names.account, project.billingMode, project.type],
    ['Harbour Cafe', 'subscription', 'website'],
  )
  assert.equal(project.taskCounts.pending, WEBSITE?.tasks?.length)

  // The first year has a fixed price on top, of which each quarter is billed as it is reached.
  await ada.put(`/v1/admin/projects/${project.id}`, { billingMode: 'fixed', contractMinor: 400_001 })

  // The client asks; it becomes work.
  const client = await invites(server, ada, { projectId: project.id })
  const { body: asked } = await client.asks({ title: 'A form for orders', type: 'change' })
  const accepted = await answers(ada, asked, 'accepted', {
    tasks: [{ id: 'form', title: 'Order form', estimateMinutes: 240 }],
  })
  assert.equal(accepted.status, 200, JSON.stringify(accepted.body))

  // All of it is done, in the order in which it can be.
  let progress = 0
  for (
    let ready = await readyTasks(server, project.id);
    ready.length > 0;
    ready = await readyTasks(server, project.id)
  ) {
    await completesAll(server, ready)
    progress = (await ada.get(`/v1/admin/projects/${project.id}`)).body.progress as number
  }
  assert.equal(progress, 100)

  const entries = async () => {
    const { data } = (await ada.get(`/v1/admin/billing/entries?projectId=${project.id}&limit=100`)).body
    return data as BillingEntry[]
  }
  const billed = await within(async () => {
    const all = await entries()
    return all.reduce((sum, { amountMinor }) => sum + amountMinor, 0) === 400_001 ? all : undefined
  }, 'all of the contract is billed')
  assert.ok((await hears('request.status_changed')).body)

  // The figures have it, within a second, and equal to the tasks there are.
  const tasks = (await ada.get(`/v1/admin/projects/${project.id}/tasks?kind=task`)).body.pagination.total as number
  const counted = await within(async () => {
    const { total } = (await ada.get(`/v1/admin/analytics/performance?projectId=${project.id}`)).body
    return total.figures.tasksCompleted === tasks ? total : undefined
  }, 'the figures have all that was completed')
  t.diagnostic(
    `billed ${billed.tookMs.toFixed(0)} ms and counted ${counted.tookMs.toFixed(0)} ms after the last answer`,
  )

  // And the week tells it.
  const digest = (await ada.get('/v1/admin/me/digest')).body as Digest
  const lines = digest.changed.flatMap(({ kind, summary, lines: those }) => [
    kind,
    summary ?? '',
    ...those.map(({ text }) => text),
  ])
  t.diagnostic(lines.join(' | '))
  assert.match(lines.join('\n'), /Website care/)
  assert.match(lines.join('\n'), /4,000\.01/)
  heard.socket.close()
})
