// What the outside may ask about client requests.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const requestRoutes: AnyEndpoint[] = []
