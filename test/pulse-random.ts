// A random agency that lives: projects in which random things happen, through the operations, on a clock of its own.
import { Problem } from '../domain/problems.ts'
import { createAccount } from '../server/accounts/account-operations.ts'
import { createOrganization, foundingContext } from '../server/people/organization-operations.ts'
import { createPerson } from '../server/people/person-operations.ts'
import type { Database } from '../server/platform/database.ts'
import { transaction, type Actor, type Context, type Tx } from '../server/platform/transaction.ts'
import { createProject } from '../server/projects/create-project.ts'
import { numbers } from './plan-random.ts'
import {
  asks,
  changesHouse,
  changesProject,
  isAway,
  reacts,
  says,
  subscribes,
  works,
  writes,
} from './pulse-random-clients.ts'
import {
  addTasks,
  books,
  chance,
  completes,
  dayFrom,
  deletes,
  moves,
  oneOf,
  PEOPLE,
  rebooks,
  records,
  starts,
  type Life,
} from './pulse-random-work.ts'

const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata']

export interface RandomAgency {
  organizationId: string
  actor: Actor
  now: Date
  projects: string[]
  /** Lets so many things happen, one after another, minutes or hours apart. */
  live(things: number): Promise<void>
  /** The next morning. */
  sleep(): void
  context(): Context
}

export async function randomAgency(
  database: Database,
  { seed, projects, start, more = [] }: { seed: number; projects: number; start: string; more?: readonly Happening[] },
): Promise<RandomAgency> {
  const pick = numbers(seed)
  const organizationId = `random-${seed}-${Math.random().toString(36).slice(2, 8)}`
  const timezone = ZONES[seed % ZONES.length] ?? 'UTC'
  const admin = { id: 'ada', name: 'Ada', email: `ada@${organizationId}.example` }
  const founded = { id: organizationId, name: 'Random', timezone, currency: 'EUR', admin }
  let now = new Date(start)
  let morning = now.getTime()
  const { actor } = foundingContext(founded, now)
  const context = (): Context => ({ actor, permission: 'project.update', scopes: ['organization'], now })
  const life: Life = {
    pick,
    projects: [],
    tasks: [],
    entries: [],
    requests: [],
    subscriptions: [],
    bookings: [],
    named: 0,
  }
  await transaction(database, foundingContext(founded, now), (tx) => createOrganization(tx, founded))
  await transaction(database, context(), async (tx) => {
    await createAccount(tx, { id: 'client', name: 'Client' })
    for (const id of PEOPLE)
      await createPerson(tx, { id, name: id, email: `${id}@${organizationId}.example`, roles: [] })
  })
  const later = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000 + 1))
  for (let n = 0; n < projects; n++) {
    later(1)
    await transaction(database, context(), (tx) => begin(tx, life, `prj-${n}`))
  }
  return {
    organizationId,
    actor,
    projects: life.projects,
    context,
    get now() {
      return now
    },
    sleep() {
      // Now and then it is days until the next thing happens.
      morning += (1 + (chance(pick, 20) ? pick(9) : 0)) * 24 * 3_600_000
      now = new Date(Math.max(morning + pick(60) * 60_000, now.getTime()))
    },
    async live(things) {
      for (let n = 0; n < things; n++) {
        later(1 + pick(20))
        await happen(database, context(), life, [...HAPPENINGS, ...more])
      }
    },
  }
}

async function begin(tx: Tx, life: Life, id: string): Promise<void> {
  const { pick } = life
  life.projects.push(id)
  await createProject(tx, {
    id,
    name: id,
    accountId: 'client',
    type: 'seo',
    startOn: dayFrom(tx, -pick(20)),
    ...(chance(pick, 40) && { engagement: 'retainer' }),
    ...(chance(pick, 60) && { budgetMinutes: 60 * (1 + pick(40)) }),
    assignedTeam: PEOPLE.filter(() => chance(pick, 40)),
  })
  await addTasks(tx, life, id, pick(7))
}

export type Happening = (tx: Tx, life: Life) => Promise<unknown> | undefined
/** What may happen, the more often named the more often. */
const HAPPENINGS: Happening[] = [
  completes,
  completes,
  completes,
  starts,
  moves,
  moves,
  writes,
  writes,
  writes,
  asks,
  reacts,
  records,
  records,
  books,
  books,
  books,
  rebooks,
  subscribes,
  says,
  (tx, life) => addTasks(tx, life, oneOf(life.pick, life.projects) ?? '', 1 + life.pick(3)),
  deletes,
  isAway,
  works,
  changesProject,
  changesProject,
  changesHouse,
]

/** One thing happens; what is refused did not. */
async function happen(
  database: Database,
  context: Context,
  life: Life,
  happenings: readonly Happening[],
): Promise<void> {
  const thing = happenings[life.pick(happenings.length)]
  try {
    await transaction(database, context, async (tx) => thing?.(tx, life))
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
  }
}
