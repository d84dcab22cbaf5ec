// Work beside the rules, run once, three times, ten at once, and half then whole, leaves the same: what is given up, chains that
// end, and the feeder that makes work of the log.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeEntries } from '../server/activity/place-entries.ts'
import { endChain } from '../server/automation/chains.ts'
import { givenUp } from '../server/automation/failed-jobs.ts'
import { feedJobs } from '../server/automation/feed-jobs.ts'
import type { Database } from '../server/platform/database.ts'
import { GIVEN_UP, type Job } from '../server/platform/jobs.ts'
import { agency, type Agency } from './agency.ts'
import { openEngine } from './background.ts'
import { endingBeforeCommit } from './ended-before-commit.ts'

type Run = (database?: Database) => Promise<unknown>
/** `breaks` is the database that the work commits to. */
type Mode = (run: Run, breaks: Database) => Promise<unknown>

const MODES: Record<string, Mode> = {
  once: (run) => run(),
  'three times': async (run) => [await run(), await run(), await run()],
  'ten at once': (run) => Promise.all(Array.from({ length: 10 }, () => run())),
  'half, then whole': async (run, breaks) => {
    await assert.rejects(run(endingBeforeCommit(breaks)), /ended before COMMIT/)
    await run()
  },
}

/** Each mode in an agency of its own; all leave what running it once leaves. */
async function leavesTheSame(
  work: (house: Agency) => Promise<{ run: Run; breaks: Database; left: () => Promise<unknown> }>,
  expected: unknown,
): Promise<void> {
  for (const [name, mode] of Object.entries(MODES)) {
    const { run, breaks, left } = await work(await agency())
    await mode(run, breaks)
    assert.deepEqual(await left(), expected, name)
  }
}

const rowsOf = async ({ db, organizationId }: Agency, query: string) =>
  (await db.admin.query(query, [organizationId])).rows as unknown

test('what was given up is kept once, with one alert that counts it once', () =>
  leavesTheSame(
    async (house) => {
      const { db, clock, organizationId } = house
      const job = {
        id: 'copy',
        name: GIVEN_UP,
        data: { organizationId, what: 'a note of a task', entryId: 'act_1' },
        sourceName: 'notes',
        sourceId: `${organizationId}-1`,
        sourceRetryCount: 7,
        sourceOutput: { says: 'It was not to be' },
      } as unknown as Job
      return {
        run: (app = db.app) => givenUp({ app, worker: db.worker, clock: clock.tick }).run(job),
        breaks: db.app,
        left: async () => [
          await rowsOf(house, 'select what, tries, error, version from failed_jobs where organization_id = $1'),
          await rowsOf(house, 'select count from alerts where organization_id = $1'),
          await rowsOf(
            house,
            `select event from activity where organization_id = $1 and entity_type in ('job', 'alert') order by 1`,
          ),
        ],
      }
    },
    [
      [{ what: 'a note of a task', tries: 8, error: 'It was not to be', version: 1 }],
      [{ count: 1 }],
      [{ event: 'alert.raised' }, { event: 'job.given_up' }],
    ],
  ))

test('the end of a chain is told once', () =>
  leavesTheSame(
    async (house) => {
      const { db, clock, organizationId } = house
      await db.admin.query(
        `insert into activity (organization_id, id, entity_type, entity_id, event, actor_type, actor_id, depth, at)
       values ($1, 'act_last', 'task', 'copy', 'game.ping', 'rule', 'rule:ping', 8, now())`,
        [organizationId],
      )
      const content = { organizationId, what: 'the end of a chain of rules', entryId: 'act_last' }
      return {
        run: (app = db.app) => endChain({ app, clock: clock.tick }, content),
        breaks: db.app,
        left: () => rowsOf(house, 'select title, count from alerts where organization_id = $1'),
      }
    },
    [{ title: 'Rules answer each other and were stopped after 8 in a row: ping', count: 1 }],
  ))

test('work is made of an entry once, also of one that asks for work that was given up', () =>
  leavesTheSame(
    async (house) => {
      const { db, max, organizationId } = house
      const engine = await openEngine()
      const { jobs, handlers } = engine
      await engine.settleFromHere(organizationId)
      await max.completes({ id: 'copy' })
      await db.admin.query(
        `insert into activity (organization_id, id, entity_type, entity_id, event, actor_type, actor_id, changes, at)
       values ($1, 'act_asked', 'job', 'job_1', 'job.requested', 'person', 'max', $2, now())`,
        [
          organizationId,
          { queue: { to: 'rules' }, content: { to: { organizationId, what: 'asked for', rule: 'complete-requests' } } },
        ],
      )
      await placeEntries(db.worker)
      const made = `data ->> 'organizationId' = $1 and state = 'created'`
      return {
        run: (worker = db.worker) => feedJobs({ worker, jobs, handlers }),
        breaks: db.worker,
        left: () =>
          rowsOf(
            house,
            `select data ->> 'rule' as rule, count(*)::int as n from jobs.job where ${made} and
             (data ->> 'what' = 'asked for' or data ->> 'rule' = 'complete-requests') group by 1`,
          ),
      }
    },
    [{ rule: 'complete-requests', n: 2 }],
  ))
