// Every rule looks at everything every five minutes, in each organisation that has it on: for what is due by time, and was missed.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { abandon } from '../platform/borrow-connection.ts'
import type { Database } from '../platform/database.ts'
import type { Jobs, NewJob } from '../platform/jobs.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import type { NamedRule } from './rule.ts'
import { LOOKS_QUEUE, lookJob } from './rule-jobs.ts'

const SLOT_MS = 5 * 60_000
const POLL_MS = 5_000

export interface LookOptions {
  worker: Database
  jobs: Jobs
  rules: readonly NamedRule[]
}

/** Each node makes the looks of a slot once; their ids are the slot's, so that several nodes make one of each. */
export function startLooking(options: LookOptions & { log: Logger; clock: () => Date; fed: () => void }): Loop {
  const { log, clock, fed } = options
  let made: number | undefined
  const loop = startLoop({
    everyMs: POLL_MS,
    log,
    failure: 'the rules’ looks could not be made',
    async round() {
      const slot = Math.floor(clock().getTime() / SLOT_MS)
      if (slot === made) return
      await makeLooks(options, String(slot))
      made = slot
      fed()
    },
  })
  void loop.kick()
  return loop
}

/** Of all organisations, or of one. What still waits from an earlier slot is not made again. */
export async function makeLooks({ worker, jobs, rules }: LookOptions, slot: string, only?: string): Promise<void> {
  const [organizations, switched, waiting] = await Promise.all([
    worker.query<{ id: string }>(
      sql`select id from organizations where ${only ?? null}::text is null or id = ${only ?? null}`,
    ),
    worker.query<Switched>(sql`select organization_id as "organizationId", rule, enabled from rule_settings`),
    worker.query<{ key: string }>(sql`select (data ->> 'organizationId') || ' ' || (data ->> 'rule') as key
      from jobs.job where name = ${LOOKS_QUEUE} and state in ('created', 'retry')`),
  ])
  const isOn = new Map(switched.map(({ organizationId, rule, enabled }) => [`${organizationId} ${rule}`, enabled]))
  const waits = new Set(waiting.map(({ key }) => key))
  const looks: NewJob[] = organizations.flatMap(({ id }) =>
    rules
      .filter(
        ({ name, onByDefault = true }) => (isOn.get(`${id} ${name}`) ?? onByDefault) && !waits.has(`${id} ${name}`),
      )
      .map((rule) => lookJob(rule, id, slot)),
  )
  await add(worker, jobs, looks)
}

interface Switched {
  organizationId: string
  rule: string
  enabled: boolean
}

async function add(worker: Database, jobs: Jobs, looks: readonly NewJob[]): Promise<void> {
  const connection = await worker.connect()
  try {
    await jobs.add(connection, LOOKS_QUEUE, looks)
    connection.release()
  } catch (error) {
    await abandon(connection)
    throw error
  }
}
