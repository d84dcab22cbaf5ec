// What an administrator must know of.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const alertRoutes: AnyEndpoint[] = []
