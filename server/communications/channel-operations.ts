// A project's chat channel: which it is, connect one, let it go. The channel itself is made and kept in the chat.
import { sql } from 'kysely'
import type { Channel, ChannelConnection } from '../../domain/channel.ts'
import { notFound, Problem } from '../../domain/problems.ts'
import { projectScope } from '../access/scopes.ts'
import { changesBetween, checkVersion, insertRow, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'

async function findChannel(tx: Tx, projectId: string): Promise<{ accountId: string; channel: Channel | null }> {
  const found = await tx.first<{ accountId: string; channel: Channel | null }>(sql`
    select p.account_id as "accountId", row_to_json(r) as channel from projects p left join lateral (
      select c.id, c.project_id as "projectId", c.provider, c.external_id as "channelId", c.visibility, c.version,
        instant(c.created_at) as "createdAt", instant(c.updated_at) as "updatedAt"
      from project_channels c where c.organization_id = p.organization_id and c.project_id = p.id) r on true
    where p.id = ${projectId} and ${projectScope(tx)}`)
  if (!found) throw notFound('project')
  return found
}

/** The channel of a project within the caller's scope, or null: that there is none is an answer. */
export const showChannel = async (tx: Tx, projectId: string): Promise<Channel | null> =>
  (await findChannel(tx, projectId)).channel

/** Connects a channel, in place of the one before. One channel is of one project, in the whole installation. */
export async function connectChannel(tx: Tx, projectId: string, connection: ChannelConnection): Promise<Channel> {
  holdChannelOf(tx, projectId)
  const { accountId, channel } = await findChannel(tx, projectId)
  const { provider, channelId, visibility } = connection
  if (channel) await checkVersion(tx, 'channel', channel, Object.keys(connection))
  const changes = changesBetween<ChannelConnection>(channel ?? ({} as Channel), connection)
  if (channel && Object.keys(changes).length === 0) return channel
  if (channel?.channelId !== channelId) await refuseTaken(tx, connection)
  const columns = { provider, externalId: channelId, visibility }
  const id = channel?.id ?? tx.newId('chn')
  if (channel) updateRow(tx, 'project_channels', id, columns)
  else insertRow(tx, 'project_channels', { id, projectId, ...columns, createdAt: tx.now, updatedAt: tx.now })
  const version = (channel?.version ?? 0) + 1
  tx.record('channel.connected', { type: 'channel', id, version, projectId, accountId }, changes)
  return (await showChannel(tx, projectId)) as Channel
}

/** Lets the channel go; what was said in it stays on both sides. */
export async function disconnectChannel(tx: Tx, projectId: string): Promise<void> {
  holdChannelOf(tx, projectId)
  const { accountId, channel } = await findChannel(tx, projectId)
  if (!channel) throw notFound('channel')
  await checkVersion(tx, 'channel', channel, 'all')
  const { id, version, provider, channelId, visibility } = channel
  tx.send(sql`delete from project_channels where organization_id = ${tx.actor.organizationId} and id = ${id}`)
  tx.record(
    'channel.disconnected',
    { type: 'channel', id, version: version + 1, projectId, accountId },
    changesBetween({ provider, channelId, visibility }, { provider: null, channelId: null, visibility: null } as never),
  )
}

const holdChannelOf = (tx: Tx, projectId: string) =>
  tx.send(
    sql`select 1 from projects where organization_id = ${tx.actor.organizationId} and id = ${projectId} for no key update`,
  )

async function refuseTaken(tx: Tx, { provider, channelId }: ChannelConnection): Promise<void> {
  // Whose it is, is not told: it may be another organisation's.
  if (await tx.first(sql`select 1 from find_channel(${provider}, ${channelId})`))
    throw new Problem('already_exists', 'This channel belongs to a project already.', { pointer: '/channelId' })
}
