// What the outside may ask about the queue of what wants attention.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const signalRoutes: AnyEndpoint[] = []
