// What happened, page by page.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const activityRoutes: AnyEndpoint[] = []
