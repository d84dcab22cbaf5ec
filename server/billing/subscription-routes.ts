// What the outside may ask about subscriptions.
import { z } from 'zod'
import { Id, Instant } from '../../domain/fields.ts'
import { NewSubscription, Subscription, SubscriptionChange } from '../../domain/subscription.ts'
import { endpoint } from '../platform/endpoint.ts'
import { createSubscription, deleteSubscription, updateSubscription } from './subscription-operations.ts'
import { getSubscription, listSubscriptions, SubscriptionFilters, SubscriptionPage } from './subscription-queries.ts'

export const subscriptionRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/subscriptions',
    may: 'subscription.read',
    summary: 'What clients pay for, filtered and page by page.',
    query: SubscriptionFilters,
    reply: SubscriptionPage,
    run: (tx, { query }) => listSubscriptions(tx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/subscriptions',
    may: 'subscription.write',
    summary: 'Adds a subscription of a client.',
    body: NewSubscription,
    reply: Subscription,
    status: 201,
    location: ({ id }) => `/v1/admin/subscriptions/${id}`,
    problems: ['already_exists'],
    run: (tx, { body }) => createSubscription(tx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/subscriptions/:subscriptionId',
    may: 'subscription.read',
    summary: 'One subscription.',
    reply: Subscription,
    run: (tx, { params }) => getSubscription(tx, params.subscriptionId),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/subscriptions/:subscriptionId',
    may: 'subscription.write',
    summary: 'Changes what is known of a subscription, its status too; one that has ended stays so.',
    body: SubscriptionChange,
    reply: Subscription,
    problems: ['already_exists', 'invalid_transition'],
    run: (tx, { params, body }) => updateSubscription(tx, params.subscriptionId, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/admin/subscriptions/:subscriptionId',
    may: 'subscription.write',
    summary: 'Takes a subscription away that was entered by mistake.',
    reply: z.strictObject({ id: Id, deletedAt: Instant }),
    run: (tx, { params }) => deleteSubscription(tx, params.subscriptionId),
  }),
]
