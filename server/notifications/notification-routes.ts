// What somebody is told.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const notificationRoutes: AnyEndpoint[] = []
