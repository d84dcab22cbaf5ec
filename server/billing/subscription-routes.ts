// What the outside may ask about subscriptions.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const subscriptionRoutes: AnyEndpoint[] = []
