// The address in each mail that mutes what it is about: made as the mail goes, kept as a hash, good as often as it is used.
import { sql } from 'kysely'
import type { NoticeKind, NotificationPreferencesChange } from '../../domain/notification.ts'
import { NOTICE_KINDS } from '../../domain/notification.ts'
import { Problem } from '../../domain/problems.ts'
import type { Role } from '../../domain/permissions.ts'
import type { Speech } from '../../domain/speech.ts'
import { speechFor } from '../access/reader-speech.ts'
import { hashSecret } from '../access/authenticate.ts'
import { newSecret } from '../access/one-time-links.ts'
import { unavailable } from '../platform/database-errors.ts'
import type { Visit } from '../platform/endpoint.ts'
import { insertRow } from '../platform/rows.ts'
import { reading, transaction, type Context, type Tx } from '../platform/transaction.ts'
import { updatePreferences } from './notification-operations.ts'
import { getPreferences } from './preference-queries.ts'

/** Of the actor. Without a kind it is the digest's: it then mutes all that comes in it. */
export function makeMuteLink(tx: Tx, kind: NoticeKind | null, projectId: string | null): string {
  const secret = newSecret()
  const row = { id: tx.newId('mut'), personId: tx.actor.id, kind, projectId, secretHash: hashSecret(secret) }
  insertRow(tx, 'mute_links', { ...row, createdAt: tx.now })
  return `${tx.publicUrl}/v1/mute/${secret}`
}

export interface FoundLink {
  organizationId: string
  timezone: string
  personId: string
  name: string
  roles: Role[]
  kind: NoticeKind | null
  projectId: string | null
}

/** The same answer whether it never was, or is of somebody suspended. */
export async function findMuteLink({ database }: Visit, token: string): Promise<FoundLink> {
  const [found] = await database
    .query<FoundLink>(
      sql`select organization_id as "organizationId", timezone, person_id as "personId", name, roles, kind, project_id as "projectId"
      from find_mute_link(${hashSecret(token)})`,
    )
    .catch((error: unknown) => {
      throw unavailable(error)
    })
  if (!found) throw new Problem('link_not_found', 'Choose what you are told of where you sign in.')
  return found
}

/** The language that the mail had. */
export const speechOfLink = (visit: Visit, link: FoundLink): Promise<Speech> =>
  reading(visit.database, contextOf(visit, link), (tx) => speechFor(tx, link))

function contextOf({ now }: Visit, { personId: id, name, organizationId, roles, timezone }: FoundLink): Context {
  const actor = { type: 'person' as const, id, name, organizationId, roles, tokenScopes: [], timezone }
  return { actor, permission: 'me.notifications', scopes: ['own'], now }
}

/** Mutes the kind, or the project; muted already it stays so. */
export async function mute(visit: Visit, link: FoundLink, what: 'kind' | 'project'): Promise<void> {
  const { personId: id, kind, projectId } = link
  await transaction(visit.database, contextOf(visit, link), async (tx) => {
    const { kinds, mutedProjectIds } = await getPreferences(tx, id)
    const off = kind ? [kind] : NOTICE_KINDS.filter((each) => kinds[each].email === 'digest')
    const change: NotificationPreferencesChange =
      what === 'project' && projectId !== null
        ? { mutedProjectIds: [...new Set([...mutedProjectIds, projectId])] }
        : { kinds: Object.fromEntries(off.map((each) => [each, { email: 'off' as const }])) }
    await updatePreferences(tx, change)
  })
}
