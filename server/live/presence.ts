// Who looks at which project, over all nodes: each node writes down its own connections and reads what it has to tell.
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { seesProject, type Presence } from '../../domain/live.ts'
import { Problem } from '../../domain/problems.ts'
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

export interface PresenceWatch {
  /** The connection looks at a project that it may see. */
  look(follower: Follower, projectId: string): void
  leave(follower: Follower, projectId: string): void
  /** The connection is gone. */
  forget(follower: Follower): void
  startLoop(log: Logger): Loop
}

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

export function makePresence(database: Database, hub: StreamHub): PresenceWatch {
  const looks = new Map<Follower, Looking>()
  /** By organisation: what has to be taken away, as connection and project. */
  const left = new Map<string, { connectionId: string; projectId: string }[]>()
  const renewedAt = new Map<string, number>()
  let loop: Loop | undefined
  const of = (follower: Follower): Looking => {
    const known = looks.get(follower) ?? {
      connectionId: newId('con', new Date()),
      projects: new Set(),
      told: new Map(),
    }
    looks.set(follower, known)
    return known
  }
  const leave = (follower: Follower, projectId: string): void => {
    const known = looks.get(follower)
    if (!known?.projects.delete(projectId)) return
    known.told.delete(projectId)
    const { organizationId } = follower
    left.set(organizationId, [...(left.get(organizationId) ?? []), { connectionId: known.connectionId, projectId }])
    void loop?.kick()
  }
  /** What each connection of the organisation wants to know of, and may. */
  const wantedBy = (follower: Follower): string[] => {
    for (const projectId of looks.get(follower)?.projects ?? [])
      if (follower.isLive && !seesProject(follower.viewer, projectId)) leave(follower, projectId)
    const wanted = new Set(looks.get(follower)?.projects)
    if (follower.only !== undefined && seesProject(follower.viewer, follower.only)) wanted.add(follower.only)
    return [...wanted]
  }
  const round = async (organizationId: string, followers: readonly Follower[]): Promise<void> => {
    const wanted = new Map(followers.map((follower) => [follower, wantedBy(follower)]))
    const gone = left.get(organizationId) ?? []
    const mine = followers.flatMap((follower) =>
      [...(looks.get(follower)?.projects ?? [])].map((projectId) => ({
        projectId,
        connectionId: of(follower).connectionId,
        personId: follower.viewer.personId,
      })),
    )
    if (gone.length > 0 || (mine.length > 0 && (renewedAt.get(organizationId) ?? 0) + RENEW_MS < performance.now())) {
      left.delete(organizationId)
      renewedAt.set(organizationId, performance.now())
      await writeDown(database, organizationId, mine, gone)
    }
    if (mine.length === 0) renewedAt.delete(organizationId)
    const projectIds = [...new Set([...wanted.values()].flat())]
    if (projectIds.length === 0) return
    const lists = await reading(database, contextIn(organizationId), (tx) => peopleLooking(tx, projectIds))
    for (const [follower, ids] of wanted) tellOf(follower, of(follower).told, lists, ids)
  }
  return {
    look(follower, projectId) {
      const { projects } = of(follower)
      if (projects.size >= MOST_LOOKS && !projects.has(projectId))
        throw new Problem('rate_limited', `One connection looks at ${MOST_LOOKS} projects at most.`)
      projects.add(projectId)
      renewedAt.delete(follower.organizationId)
      void loop?.kick()
    },
    leave,
    forget(follower) {
      for (const projectId of looks.get(follower)?.projects ?? []) leave(follower, projectId)
      looks.delete(follower)
    },
    startLoop(log) {
      const all = async () => {
        const here = Map.groupBy(hub.followers(), ({ organizationId }) => organizationId)
        for (const organizationId of new Set([...here.keys(), ...left.keys()]))
          await round(organizationId, here.get(organizationId) ?? [])
      }
      loop = startLoop({ everyMs: EVERY_MS, round: all, log, failure: 'who looks at what could not be kept up' })
      const { kick, stop } = loop
      return {
        kick,
        async stop() {
          await stop()
          await all().catch(() => {})
        },
      }
    },
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
