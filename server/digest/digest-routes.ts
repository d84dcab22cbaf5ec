// What the outside may ask about a week.
import { z } from 'zod'
import { Digest } from '../../domain/digest.ts'
import { CivilDate } from '../../domain/fields.ts'
import { endpoint } from '../platform/endpoint.ts'
import { getDigest } from './weekly-digest.ts'

export const digestRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/me/digest',
    may: 'me.digest',
    summary: 'A week of all that I may see: what needs me now, and what changed. On Monday it comes by mail or chat.',
    query: z.strictObject({
      to: CivilDate.optional().meta({ description: 'The last of its seven days; today where it is left out.' }),
    }),
    reply: Digest,
    run: (tx, { query }) => getDigest(tx, query.to),
  }),
]
