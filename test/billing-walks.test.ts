// Projects go their way by chance, several people and the rule at it at once, connections cut in between: what was posted is
// what was earned, to the cent. A thousand of them in test:long.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { shareOf, STEPS } from '../domain/billing.ts'
import { runRule } from '../server/automation/engine.ts'
import { loadRules } from '../server/automation/load-rules.ts'
import { defaultsOf } from '../server/automation/rule-settings.ts'
import type { Database } from '../server/platform/database.ts'
import { agency, type Agency } from './agency.ts'
import { billingWalk, type BillingWalk } from './billing-walk.ts'
import { killSessions } from './database-waits.ts'
import { endingBeforeCommit } from './ended-before-commit.ts'
import { chance, type Chance } from './odd-requests.ts'

const LONG = process.env.TEST_LONG !== undefined
const WALKS = LONG ? 1000 : 24
const STEPS_EACH = 14
const AT_ONCE = 6
const BUSY = `usename ~ 'app' and state <> 'idle'`

let house: Agency
let look: (app: Database) => Promise<void>
before(async () => {
  house = await agency()
  const { db, organizationId, baseUrl: publicUrl, clock } = house
  // What each project was at each moment, written down beside: what counted is worked out from this alone.
  await db.admin.query(`
    create table watched (n bigint generated always as identity, project_id text, status text, before_hold text, progress int);
    create function watch_project() returns trigger language plpgsql security definer as $$ begin
      insert into watched (project_id, status, before_hold, progress) values (new.id, new.status, new.status_before_hold, new.progress);
      return new; end $$;
    create trigger watched after insert or update of status, progress on projects for each row execute function watch_project()`)
  const rule = (await loadRules()).find(({ name }) => name === 'bill-progress') ?? assert.fail('no rule')
  const whose = { organizationId, timezone: 'Europe/Berlin' }
  look = async (app) => {
    await runRule(app, { rule, whose, settings: defaultsOf(rule), now: clock.now(), publicUrl })
  }
})

interface Found {
  status: string
  contract: number
  accepted: number
  held: number
  behind: boolean
  earned: number
  net: number
  standing: number
  waived: boolean
}
/** A project and its ledger, summed up by SQL. */
async function foundOf(id: string): Promise<Found> {
  const { rows } = await house.db.admin.query<Record<string, unknown>>(
    `select p.status, coalesce(p.contract_minor, 0) as contract, p.accepted_progress as accepted, p.held_progress as held,
       p.ledger_is_behind as behind, coalesce(sum(b.amount_minor) filter (where b.kind = 'progress'), 0) as earned,
       coalesce(sum(b.amount_minor), 0) as net,
       coalesce(sum(b.amount_minor) filter (where not coalesce(v.beyond_cancellation, b.beyond_cancellation)), 0) as standing,
       coalesce(bool_or(v.kind = 'cancellation' and b.kind = 'void'), false) as waived
     from projects p
     left join billing_entries b on b.organization_id = p.organization_id and b.project_id = p.id
     left join billing_entries v on v.organization_id = b.organization_id and v.id = b.reverses_id
     where p.organization_id = $1 and p.id = $2 group by p.organization_id, p.id`,
    [house.organizationId, id],
  )
  const [row] = rows
  assert.ok(row)
  const numbers = ['contract', 'earned', 'net', 'standing'].map((name) => [name, Number(row[name])])
  return { ...row, ...Object.fromEntries(numbers) } as Found
}

/** The highest progress that counted and at which it was held, from what was written down beside. */
async function countedIn(id: string): Promise<{ accepted: number; held: number }> {
  const { rows } = await house.db.admin.query<{ status: string; hold: string | null; progress: number }>(
    'select status, before_hold as hold, progress from watched where project_id = $1 order by n',
    [id],
  )
  let [accepted, held] = [0, 0]
  for (const [i, { status, hold, progress }] of rows.entries()) {
    const earlier = rows[i - 1]
    const isWorking = status === 'active' || hold === 'active'
    const begins = earlier?.status === 'onboarding'
    if (status === 'completed') accepted = 100
    else if (earlier && isWorking && (begins || progress > earlier.progress)) accepted = Math.max(accepted, progress)
    if (status === 'on_hold' && earlier?.status !== 'on_hold') held = Math.max(held, Math.min(progress, accepted))
  }
  return { accepted, held }
}

async function check(id: string): Promise<Found> {
  const found = await foundOf(id)
  const { accepted, held } = await countedIn(id)
  assert.deepEqual([found.accepted, found.held, found.behind], [accepted, held, false])
  const percent = Math.max(held, ...STEPS.filter((step) => step <= accepted), 0)
  if (found.status !== 'cancelled') assert.equal(found.earned, shareOf(found.contract, percent))
  else if (!found.waived) assert.equal(found.standing, 0)
  return found
}

/** Somebody does something, or two do at once, or the rule looks, also several times at once or cut off in the middle. */
async function step(walk: BillingWalk, { below }: Chance, seed: number): Promise<void> {
  const { app } = house.db
  const kind = below(10)
  if (kind < 4) await walk.acts(app, below)
  else if (kind < 6) await Promise.all([walk.acts(app, below), walk.acts(app, below), look(app)])
  else if (kind < 7) await Promise.all([look(app), look(app), look(app)])
  else if (kind < 8) await assert.doesNotReject(look(endingBeforeCommit(app)).catch(() => {}))
  else if (kind < 9) await walk.acts(endingBeforeCommit(app), below)
  // Whoever is in the middle of something loses the connection: it is run again.
  else if (seed % 5 === 0)
    await Promise.all([walk.acts(app, below), look(app).catch(() => {}), killSessions(house.db, BUSY)])
}

async function goes(seed: number): Promise<{ cancelled: number; posted: number }> {
  const random = chance(seed)
  const walk = await billingWalk(house, seed, random.below)
  for (let n = 0; n < STEPS_EACH; n++) await step(walk, random, seed)
  await look(house.db.app)
  const found = await check(walk.id)
  if (found.status === 'cancelled' || found.status === 'completed') return { cancelled: 0, posted: found.earned }
  await walk.moves(house.db.app, 'cancelled')
  await look(house.db.app)
  assert.equal((await check(walk.id)).standing, 0)
  await walk.moves(house.db.app, 'active')
  await look(house.db.app)
  assert.equal((await check(walk.id)).net, found.net)
  return { cancelled: found.standing, posted: found.earned }
}

test(`${WALKS} projects go their way, and each is billed what it earned`, async (t) => {
  const seeds = Array.from({ length: WALKS }, (_, i) => i + 1).values()
  const totals = { posted: 0, cancelled: 0 }
  const worker = async () => {
    for (const seed of seeds) {
      const { posted, cancelled } = await goes(seed).catch((error: unknown) => {
        throw new Error(`walk ${seed}`, { cause: error })
      })
      totals.posted += posted
      totals.cancelled += cancelled
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  const { rows } = await house.db.admin.query<{ kind: string; n: number }>(
    'select kind, count(*)::int as n from billing_entries where organization_id = $1 group by 1 order by 1',
    [house.organizationId],
  )
  t.diagnostic(JSON.stringify({ ...totals, ...Object.fromEntries(rows.map(({ kind, n }) => [kind, n])) }))
  for (const kind of ['progress', 'cancellation', 'reopening', 'void', 'charge', 'credit'])
    assert.ok(
      rows.some((row) => row.kind === kind),
      `no ${kind} came about`,
    )
  assert.ok(totals.posted > 0 && totals.cancelled > 0)
})
