// What happens, as it happens.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const liveRoutes: AnyEndpoint[] = []
