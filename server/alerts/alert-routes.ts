// What an administrator may ask about alerts.
import { Alert, AlertNote } from '../../domain/alert.ts'
import { endpoint } from '../platform/endpoint.ts'
import { acknowledgeAlert, endAlert } from './alert-operations.ts'
import { AlertFilters, AlertPage, getAlert, listAlerts } from './alert-queries.ts'

export const alertRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/alerts',
    may: 'alert.manage',
    summary: 'What an administrator must know of, the latest first; what is over where it is asked for.',
    query: AlertFilters,
    reply: AlertPage,
    run: (tx, { query }) => listAlerts(tx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/alerts/:alertId',
    may: 'alert.manage',
    summary: 'One alert, with how often and when it was noticed.',
    reply: Alert,
    run: (tx, { params }) => getAlert(tx, params.alertId),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/alerts/:alertId/acknowledge',
    may: 'alert.manage',
    summary: 'Says that one looks after it.',
    body: AlertNote,
    reply: Alert,
    problems: ['invalid_transition'],
    run: (tx, { params, body }) => acknowledgeAlert(tx, params.alertId, body),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/alerts/:alertId/clear',
    may: 'alert.manage',
    summary: 'Says that it is over; a cause that comes back is another alert.',
    body: AlertNote,
    reply: Alert,
    run: (tx, { params, body }) => endAlert(tx, params.alertId, body),
  }),
]
