// What the outside may ask about the organisation itself. Changing it may move dates: that is in planning/.
import { Settings } from '../../domain/organization.ts'
import { endpoint } from '../platform/endpoint.ts'
import { getSettings } from './organization-queries.ts'

export const organizationRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/settings',
    may: 'settings.read',
    kept: 'agency',
    summary: 'The organisation and what holds for all of it.',
    reply: Settings,
    run: (tx) => getSettings(tx),
  }),
]
