// Background work that was given up.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const jobRoutes: AnyEndpoint[] = []
