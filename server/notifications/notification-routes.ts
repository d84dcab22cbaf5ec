// What somebody is told: everybody signed in about their own, and the address in each mail that mutes.
import { z } from 'zod'
import { Id } from '../../domain/fields.ts'
import { Notification, NotificationPreferences, NotificationPreferencesChange } from '../../domain/notification.ts'
import { endpoint, type AnyEndpoint } from '../platform/endpoint.ts'
import { muteRoutes } from './mute-routes.ts'
import {
  deleteNotification,
  markNotification,
  readAllNotifications,
  updatePreferences,
} from './notification-operations.ts'
import { listNotifications, NotificationFilters, NotificationPage } from './notification-queries.ts'
import { getPreferences } from './preference-queries.ts'

const MY = '/v1/admin/me/notifications'

export const notificationRoutes: AnyEndpoint[] = [
  endpoint({
    method: 'GET',
    path: MY,
    may: 'me.notifications',
    summary: 'What I was told, the newest first, and how much of it is unread; only what I may still see.',
    query: NotificationFilters,
    reply: NotificationPage,
    run: (tx, { query }) => listNotifications(tx, query),
  }),
  endpoint({
    method: 'POST',
    path: `${MY}/read-all`,
    may: 'me.notifications',
    summary: 'All of mine are read, up to the one that is named; what came later stays unread.',
    body: z.strictObject({ upTo: Id.optional() }),
    reply: z.strictObject({ read: z.int() }),
    problems: ['notification_not_found'],
    run: (tx, { body }) => readAllNotifications(tx, body.upTo),
  }),
  endpoint({
    method: 'POST',
    path: `${MY}/:notificationId/read`,
    may: 'me.notifications',
    summary: 'I have read it.',
    reply: Notification,
    run: (tx, { params }) => markNotification(tx, params.notificationId, tx.now),
  }),
  endpoint({
    method: 'POST',
    path: `${MY}/:notificationId/unread`,
    may: 'me.notifications',
    summary: 'Puts it back among the unread.',
    reply: Notification,
    run: (tx, { params }) => markNotification(tx, params.notificationId, null),
  }),
  endpoint({
    method: 'DELETE',
    path: `${MY}/:notificationId`,
    may: 'me.notifications',
    summary: 'Takes it out of my list for good.',
    reply: z.null(),
    status: 204,
    run: async (tx, { params }) => {
      await deleteNotification(tx, params.notificationId)
      return null
    },
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/me/notification-preferences',
    may: 'me.notifications',
    summary: 'How I am told: kind by kind, when mail comes, and of which projects nothing comes.',
    reply: NotificationPreferences,
    run: (tx) => getPreferences(tx, tx.actor.id),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/me/notification-preferences',
    may: 'me.notifications',
    summary: 'Changes how I am told.',
    body: NotificationPreferencesChange,
    reply: NotificationPreferences,
    run: (tx, { body }) => updatePreferences(tx, body),
  }),
  ...muteRoutes,
]
