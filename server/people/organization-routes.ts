// What the outside may ask about the organisation itself.
import { Settings, SettingsChange } from '../../domain/organization.ts'
import { endpoint } from '../platform/endpoint.ts'
import { updateSettings } from './organization-operations.ts'
import { getSettings } from './organization-queries.ts'

export const organizationRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/settings',
    may: 'settings.read',
    summary: 'The organisation and what holds for all of it.',
    reply: Settings,
    run: (tx) => getSettings(tx),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/settings',
    may: 'settings.write',
    summary: 'Changes the organisation’s name, zone, currency, working week and the rest of its settings.',
    body: SettingsChange,
    reply: Settings,
    problems: ['in_use'],
    run: (tx, { body }) => updateSettings(tx, body),
  }),
]
