// The rules: what they say, whether they are on, what they would do.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const automationRoutes: AnyEndpoint[] = []
