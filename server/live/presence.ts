// Who looks at which project, over all nodes: each node writes down its own connections and reads what it has to tell.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { seesProject, type Presence } from '../../domain/live.ts'
import { Problem } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { startLoop, type Loop } from '../platform/loop.ts'
import { reading, transaction, type Tx } from '../platform/transaction.ts'
import type { Follower } from './follower.ts'
import type { StreamHub } from './stream-hub.ts'
import { contextIn } from './viewers.ts'

const EVERY_MS = 300
/** Written down anew this often, and believed for a little longer: what a node leaves behind when it is killed. */
const RENEW_MS = 2_000
const BELIEVED_SECONDS = 6
const MOST_LOOKS = 10

interface Looking {
  connectionId: string
  projects: Set<string>
  told: Map<string, string>
}

/** People who look at the project now, each once, by name. */
export const peopleLooking = async (tx: Tx, projectIds: readonly string[]): Promise<Presence[]> => {
  const rows = await tx.rows<{ projectId: string; id: string; name: string }>(sql`
    select distinct l.project_id as "projectId", x.id, x.name from project_looks l
    join people x on x.organization_id = l.organization_id and x.id = l.person_id
    where l.organization_id = ${tx.actor.organizationId} and l.project_id = any(${projectIds}) and l.seen_until > now()
    order by 1, 3, 2`)
  return projectIds.map((projectId) => ({
    projectId,
    people: rows.filter((row) => row.projectId === projectId).map(({ id, name }) => ({ id, name })),
  }))
}

export class PresenceWatch {
  #database: Database
  #hub: StreamHub
  #looks = new Map<Follower, Looking>()
  /** By organisation: what has to be taken away. */
  #left = new Map<string, Look[]>()
  #renewedAt = new Map<string, number>()
  #loop: Loop | undefined

  constructor(database: Database, hub: StreamHub) {
    this.#database = database
    this.#hub = hub
  }

  /** The connection looks at a project that it may see. */
  look(follower: Follower, projectId: string): void {
    const { projects } = this.#of(follower)
    if (projects.size >= MOST_LOOKS && !projects.has(projectId))
      throw new Problem('rate_limited', say`One connection looks at ${MOST_LOOKS} projects at most.`)
    projects.add(projectId)
    this.#renewedAt.delete(follower.organizationId)
    void this.#loop?.kick()
  }

  leave(follower: Follower, projectId: string): void {
    const known = this.#looks.get(follower)
    if (!known?.projects.delete(projectId)) return
    known.told.delete(projectId)
    const { organizationId } = follower
    const gone = this.#left.get(organizationId) ?? []
    this.#left.set(organizationId, [...gone, { connectionId: known.connectionId, projectId }])
    void this.#loop?.kick()
  }

  /** The connection is gone. */
  forget(follower: Follower): void {
    for (const projectId of this.#looks.get(follower)?.projects ?? []) this.leave(follower, projectId)
    this.#looks.delete(follower)
  }

  startLoop(log: Logger): Loop {
    const round = () => this.#round()
    const loop = startLoop({ everyMs: EVERY_MS, round, log, failure: 'who looks at what could not be kept up' })
    this.#loop = loop
    return {
      kick: () => loop.kick(),
      stop: () => loop.stop().then(() => round().catch(() => {})),
    }
  }

  #of(follower: Follower): Looking {
    const known = this.#looks.get(follower) ?? {
      connectionId: newId('con', new Date()),
      projects: new Set(),
      told: new Map(),
    }
    this.#looks.set(follower, known)
    return known
  }

  async #round(): Promise<void> {
    const here = Map.groupBy(this.#hub.followers(), ({ organizationId }) => organizationId)
    for (const organizationId of new Set([...here.keys(), ...this.#left.keys()]))
      await this.#roundOf(organizationId, here.get(organizationId) ?? [])
  }

  async #roundOf(organizationId: string, followers: readonly Follower[]): Promise<void> {
    const wanted = new Map(followers.map((follower) => [follower, this.#wantedBy(follower)]))
    await this.#renew(organizationId, followers)
    const projectIds = [...new Set([...wanted.values()].flat())]
    if (projectIds.length === 0) return
    const lists = await reading(this.#database, contextIn(organizationId), (tx) => peopleLooking(tx, projectIds))
    // Whoever went meanwhile is not remembered again.
    for (const [follower, ids] of wanted)
      if (!follower.isClosed && ids.length > 0) tellOf(follower, this.#of(follower).told, lists, ids)
  }

  /** What a connection wants to know of, and may: where it looks, and what it follows by name. */
  #wantedBy(follower: Follower): string[] {
    for (const projectId of this.#looks.get(follower)?.projects ?? [])
      if (follower.isLive && !seesProject(follower.viewer, projectId)) this.leave(follower, projectId)
    const wanted = new Set(this.#looks.get(follower)?.projects)
    if (follower.only !== undefined && seesProject(follower.viewer, follower.only)) wanted.add(follower.only)
    return [...wanted]
  }

  async #renew(organizationId: string, followers: readonly Follower[]): Promise<void> {
    const gone = this.#left.get(organizationId) ?? []
    const mine = followers.flatMap((follower) => {
      const { connectionId = '', projects = [] } = this.#looks.get(follower) ?? {}
      return [...projects].map((projectId) => ({ projectId, connectionId, personId: follower.viewer.personId }))
    })
    const isDue = (this.#renewedAt.get(organizationId) ?? -RENEW_MS) + RENEW_MS <= performance.now()
    if (mine.length === 0) this.#renewedAt.delete(organizationId)
    if (gone.length === 0 && (mine.length === 0 || !isDue)) return
    this.#left.delete(organizationId)
    if (mine.length > 0) this.#renewedAt.set(organizationId, performance.now())
    await writeDown(this.#database, organizationId, mine, gone)
  }
}

function tellOf(follower: Follower, told: Map<string, string>, lists: readonly Presence[], ids: string[]): void {
  for (const id of told.keys()) if (!ids.includes(id)) told.delete(id)
  for (const list of lists) {
    const text = JSON.stringify(list)
    if (!ids.includes(list.projectId) || told.get(list.projectId) === text) continue
    told.set(list.projectId, text)
    follower.tell('presence', list)
  }
}

interface Look {
  projectId: string
  connectionId: string
}

const writeDown = (
  database: Database,
  organizationId: string,
  mine: readonly (Look & { personId: string })[],
  gone: readonly Look[],
): Promise<void> =>
  transaction(database, contextIn(organizationId), async (tx) => {
    tx.send(sql`delete from project_looks l where l.organization_id = ${organizationId} and (l.seen_until < now() - interval '1 minute'
      or (l.project_id, l.connection_id) in (select g."projectId", g."connectionId"
        from json_to_recordset(${JSON.stringify(gone)}) as g("projectId" text, "connectionId" text)))`)
    if (mine.length === 0) return
    tx.send(sql`
      insert into project_looks (organization_id, project_id, connection_id, person_id, seen_until)
      select p.organization_id, p.id, m."connectionId", m."personId", now() + make_interval(secs => ${BELIEVED_SECONDS}::int)
      from json_to_recordset(${JSON.stringify(mine)}) as m("projectId" text, "connectionId" text, "personId" text)
      join projects p on p.organization_id = ${organizationId} and p.id = m."projectId" collate "C" and p.deleted_at is null
      on conflict (organization_id, project_id, connection_id) do update set seen_until = excluded.seen_until`)
  })
