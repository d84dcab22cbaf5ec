// What happens is told as it happens: to whom it may be told, once, in order, whatever is cut off in between.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, signsIn, startsWith, type Agency } from './agency.ts'
import { asks } from './asking.ts'
import { Heard, listens, markOf, streams, withNodes, type Listening } from './live-house.ts'

const CAST = ['ada', 'max', 'tess', 'amy', 'mia', 'una', 'olga'] as const
type Who = (typeof CAST)[number]

const numbersOf = ({ changes }: Heard) => changes.map(({ seq }) => seq)
const inOrder = (numbers: number[]) => numbers.every((seq, n) => n === 0 || seq > (numbers[n - 1] ?? 0))

/** What each may see, said once more in SQL on the log alone: for what happens in the two projects, about the clients and to the people. */
async function permitted({ db, organizationId }: Agency, who: Who, from: number, to: number): Promise<number[]> {
  const people = `entity_type in ('person', 'team', 'time_off', 'holiday') and event <> 'person.signed_in'`
  const of: Record<Who, string> = {
    ada: 'true',
    max: `project_id = 'site' and entity_type <> 'account' or ${people}`,
    tess: `project_id = 'site' and entity_type in ('task', 'allocation', 'baseline') or ${people}`,
    amy: `account_id = 'bakery' and entity_type in ('project', 'request', 'account', 'subscription', 'signal')`,
    mia: `entity_type = 'task' and entity_id in ('copy', 'design')`,
    una: people,
    olga: 'false',
  }
  const { rows } = await db.admin.query<{ seq: number }>(
    `select seq::int from activity where organization_id = $1 and seq > $2 and seq <= $3 and (${of[who]}) order by seq`,
    [organizationId, from, to],
  )
  return rows.map(({ seq }) => seq)
}

/** Things happen in both projects, to tasks, requests and clients, and to people. */
async function happens({ ada, max, mia, baseUrl }: Agency, n: number): Promise<void> {
  await max.adds('site', { title: `Page ${n}` })
  await ada.put('/v1/admin/projects/tasks/banner', { title: `Banner set ${n}` })
  await max.put('/v1/admin/projects/tasks/copy', { title: `Copywriting ${n}` })
  await ada.put('/v1/admin/accounts/bakery', { name: `Bluebird Bakery ${n}` })
  await ada.put('/v1/admin/people/mia', { name: `Mia ${n}` })
  if (n % 5 === 0) await asks(ada)
  if (n === 1) await ada.post('/v1/admin/people/mia/time-off', { startOn: '2026-12-28', endOn: '2026-12-30' })
  if (n === 2) await ada.post('/v1/admin/holidays', { on: '2026-12-31', name: 'Half a day off' })
  if (n === 3) await ada.put('/v1/admin/teams/design', { name: 'Designers' })
  if (n === 4) {
    await startsWith(mia, 'a password of hers')
    await signsIn(baseUrl, mia.email, 'a password of hers')
  }
}

test('each of the cast is told exactly what they may see, once and in order, on either node', async () => {
  const house = await agency()
  await withNodes(async ({ nodes }) => {
    const from = await markOf(house)
    const listening = CAST.flatMap((who) =>
      nodes.map((node) => ({
        who,
        line: listens(node, { token: house[who].token, since: who === 'olga' ? undefined : from }),
      })),
    )
    await Promise.all(listening.map(({ line }) => line.untilTold('ready')))
    for (let n = 0; n < 6; n++) await happens(house, n)
    const to = await markOf(house)
    for (const { who, line } of listening) {
      const expected = await permitted(house, who, from, to)
      await line.until(() => numbersOf(line).length >= expected.length, `told all that ${who} may see`)
    }
    // Whatever were told too much would come before what happens last.
    await house.max.adds('site', { title: 'The last one', assigneeIds: ['mia'] })
    for (const { who, line } of listening) {
      if (who !== 'una' && who !== 'olga' && who !== 'amy')
        await line.until(() => line.place > to, `told the last one, ${who}`)
      assert.deepEqual(
        numbersOf(line).filter((seq) => seq <= to),
        await permitted(house, who, from, to),
        who,
      )
      line.socket.close()
    }
    const [first] = listening[0]?.line.changes ?? []
    assert.deepEqual(Object.keys(first ?? {}).toSorted(), [
      'accountId',
      'actor',
      'at',
      'causeId',
      'entity',
      'event',
      'id',
      'projectId',
      'seq',
    ])
  })
})

const CLIENTS = 20
const CUTS = process.env.TEST_LONG ? 50 : 3
const WRITES = process.env.TEST_LONG ? 1_000 : 120

test(`${CLIENTS} clients cut off ${CUTS} times each under ${WRITES} writes are told all that they may see once and in order`, async () => {
  const house = await agency()
  await withNodes(async ({ nodes }) => {
    const from = await markOf(house)
    let isWriting = true
    const writing = (async () => {
      for (let n = 0; n < WRITES; n += 4) await happens(house, n)
      isWriting = false
    })()
    const clients = Array.from({ length: CLIENTS }, (_, n) => ({ who: CAST[n % 5] as Who, heard: new Heard(), n }))
    await Promise.all(
      clients.map(async ({ who, heard, n }) => {
        for (let cut = 0; cut < CUTS; cut++) {
          const node = nodes[(n + cut) % 2] as (typeof nodes)[0]
          const line = listens(node, { token: house[who].token, since: Math.max(from, heard.place) }, heard)
          const had = heard.changes.length
          const enough = had + 1 + ((n * 7 + cut * 3) % 9)
          // Cut off in the middle of what it is told; or, where nothing more comes, soon after it is let in.
          const ready = heard.told.filter(({ what }) => what === 'ready').length
          await heard.until(() => heard.told.filter(({ what }) => what === 'ready').length > ready, 'let in')
          if (isWriting && who !== 'amy')
            await heard.until(() => heard.changes.length >= enough || !isWriting, 'told').catch(() => {})
          line.socket.close()
        }
      }),
    )
    await writing
    const to = await markOf(house)
    for (const { who, heard, n } of clients) {
      const line = listens(
        nodes[n % 2] as (typeof nodes)[0],
        { token: house[who].token, since: Math.max(from, heard.place) },
        heard,
      )
      const expected = await permitted(house, who, from, to)
      await heard.until(() => numbersOf(heard).length >= expected.length, `told all, ${who}`)
      assert.deepEqual(numbersOf(heard), expected, `${who} ${n}`)
      line.socket.close()
    }
  })
})

test('two tabs of one person both hear, and a browser that comes back goes on from its last event', async () => {
  const house = await agency()
  await withNodes(async ({ nodes: [here, there] }) => {
    const [one, two] = [here, there].map((node) => listens(node, { token: house.max.token })) as [Listening, Listening]
    const stream = await streams(here, house.max)
    assert.equal(stream.response.headers.get('content-type'), 'text/event-stream')
    await Promise.all([one.untilTold('ready'), two.untilTold('ready'), stream.heard.untilTold('head')])
    await house.max.adds('site', { id: 'first', title: 'First' })
    const about = (id: string) => (body: Record<string, unknown>) => (body.entity as { id: string }).id === id
    for (const heard of [one, two, stream.heard]) await heard.untilTold('change', about('first'))
    stream.stop()
    await stream.ended
    const last = stream.heard.told.findLast(({ body }) => body.eventId !== undefined)?.body.eventId as string
    await house.max.adds('site', { id: 'second', title: 'Second' })
    const back = await streams(there, house.max, '?since=1', { 'last-event-id': last })
    await back.heard.untilTold('change', about('second'))
    assert.ok(!back.heard.changes.some(({ entity }) => entity.id === 'first'))
    assert.ok(inOrder(numbersOf(back.heard)))
    back.stop()
    one.socket.close()
    two.socket.close()
  })
})

test('a place that was never reached, or too long ago, says reload, and what happens next follows', async () => {
  const house = await agency()
  await withNodes(async ({ nodes: [node] }) => {
    const ahead = listens(node, { token: house.max.token, since: 1_000_000 })
    assert.equal((await ahead.untilTold('reload')).body.reason, 'ahead')
    await house.max.adds('site', { title: 'One more' })
    await ahead.untilTold('change')
    ahead.socket.close()
    await house.db.admin.query(
      `insert into activity (organization_id, id, entity_type, entity_id, event, actor_type, actor_id, at)
       select $1, 'many_' || n, 'task', 'copy', 'task.updated', 'rule', 'r', now() from generate_series(1, 5001) n`,
      [house.organizationId],
    )
    await markOf(house)
    const long = listens(node, { token: house.max.token, since: 0 })
    assert.equal((await long.untilTold('reload')).body.reason, 'too_much')
    assert.equal(long.changes.length, 0)
    long.socket.close()
    const head = await markOf(house)
    await house.db.admin.query('delete from activity where organization_id = $1 and seq = $2', [
      house.organizationId,
      head - 99,
    ])
    const old = listens(node, { token: house.max.token, since: head - 100 })
    assert.equal((await old.untilTold('reload')).body.reason, 'not_kept')
    old.socket.close()
  })
})
