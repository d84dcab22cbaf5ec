// What is promised of the demo's requests.
import assert from 'node:assert/strict'
import { PRIORITIES } from '../domain/fields.ts'
import { REQUEST_SOURCES, REQUEST_TYPES } from '../domain/request.ts'
import { REQUEST_STATUSES } from '../domain/request-life.ts'
import { demoCredentials } from '../server/demo/demo-credentials.ts'
import { TEST_SECRET } from './database.ts'

const MAIN = 'org_brightline'
const OTHER = 'org_copperleaf'
const people = demoCredentials(TEST_SECRET)

/** With ways to look into the demo's database, and to count what somebody sees of a list. */
export async function clientsAsk({
  rows,
  total,
}: {
  rows: (query: string) => Promise<Record<string, unknown>[]>
  total: (who: { token: string }, path: string) => Promise<number>
}): Promise<void> {
  const has = async (expected: readonly string[], column: string) =>
    assert.deepEqual(
      new Set(
        (await rows(`select distinct ${column} as value from requests where organization_id = '${MAIN}'`)).map(
          ({ value }) => value,
        ),
      ),
      new Set(expected),
    )
  await has(REQUEST_STATUSES, 'status')
  await has(REQUEST_TYPES, 'type')
  await has(REQUEST_SOURCES, 'source')
  await has(PRIORITIES, 'priority')
  const [some] = await rows(`select
    (select count(*)::int from requests where organization_id = '${OTHER}') as others,
    (select count(*)::int from requests where organization_id = '${MAIN}' and duplicate_of is not null) as duplicates,
    (select count(distinct request_id)::int from tasks where organization_id = '${MAIN}') as worked,
    (select count(*)::int from communications where organization_id = '${MAIN}' and visibility = 'internal') as internal,
    (select count(*)::int from communications where organization_id = '${MAIN}' and direction = 'incoming') as incoming,
    (select count(*)::int from communications where organization_id = '${MAIN}' and direction = 'outgoing') as outgoing,
    (select count(*)::int from client_links where organization_id = '${MAIN}') as links`)
  for (const [what, count] of Object.entries(some ?? {})) assert.ok((count as number) >= 3, `${what}: ${count}`)
  const all = await total(people.admin, '/v1/admin/requests')
  assert.ok(all >= 100, `${all} requests`)
  for (const who of ['manager', 'accountManager'] as const) {
    const seen = await total(people[who], '/v1/admin/requests')
    assert.ok(seen >= 10 && seen < all, `${who} sees ${seen}`)
    for (const query of ['overdue=true', 'unanswered=true', 'status=awaiting_client'])
      assert.ok((await total(people[who], `/v1/admin/requests?${query}`)) > 0, `${who}: ${query}`)
  }
  const broken = await rows(`select request_id from (
    select request_id, n, from_status, at, lag(to_status) over w as before, lag(at) over w as earlier, row_number() over w as place
    from request_status_changes window w as (partition by organization_id, request_id order by n)) h
    where n <> place or from_status is distinct from before or at < earlier`)
  assert.deepEqual(broken, [])
}
