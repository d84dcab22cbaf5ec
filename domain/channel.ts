// The chat channel of a project: what is said in one is said in the other.
import { z } from 'zod'
import { Id, Instant } from './fields.ts'

const fields = {
  provider: z.enum(['slack']),
  channelId: z
    .string()
    .regex(/^[CG][A-Z0-9]{2,30}$/, 'is a channel’s id, as Slack shows it below its details')
    .meta({ description: 'A channel that is there already, and that the app was invited to.' }),
  visibility: z.enum(['internal', 'client']).meta({
    description: 'client: the client is in it too, so it gets only what is theirs to see.',
  }),
}

export const Channel = z
  .strictObject({ id: Id, projectId: Id, ...fields, version: z.int(), createdAt: Instant, updatedAt: Instant })
  .meta({ id: 'Channel' })
export type Channel = z.infer<typeof Channel>

export const ChannelConnection = z.strictObject(fields).meta({ id: 'ChannelConnection' })
export type ChannelConnection = z.infer<typeof ChannelConnection>
