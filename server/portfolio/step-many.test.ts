// How many statements a step sends does not depend on how many tasks it meets.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'

const reason = 'The shop is being rebuilt'

test('a client with a hundred tasks is moved, and held until a day, with as many statements as one with a task', async () => {
  const house = await agency()
  const { ada, db, organizationId } = house
  const statements = async (account: string, body: object) => {
    const before = db.app.statementCount()
    const { status, body: told } = await ada.put(`/v1/admin/accounts/${account}/projects`, body)
    assert.equal(status, 200, JSON.stringify(told))
    return db.app.statementCount() - before
  }
  for (const [id, many] of [
    ['small', 1],
    ['large', 100],
  ] as const) {
    await ada.post('/v1/admin/accounts', { id, name: id })
    await ada.post('/v1/admin/projects', { id: `p-${id}`, name: id, accountId: id, type: 'seo', startOn: '2026-12-01' })
    await ada.adds(`p-${id}`, { id: `t-${id}`, title: 'One', durationDays: 1 })
    await db.admin.query(
      `insert into tasks (organization_id, id, project_id, title, priority, duration_days, scheduling, start_on, due_on, created_at, updated_at)
       select organization_id, id || n, project_id, title, priority, duration_days, case when n % 2 = 0 then 'manual' else 'automatic' end,
         date '2026-12-01' + n, date '2026-12-01' + n, created_at, updated_at
       from tasks, generate_series(1, $3::int) n where organization_id = $1 and id = $2`,
      [organizationId, `t-${id}`, many + 1],
    )
  }
  for (const body of [{ move: { byDays: 3 } }, { hold: { reason, until: '2027-03-01' } }, { resume: {} }])
    assert.equal(await statements('large', body), await statements('small', body))
})
