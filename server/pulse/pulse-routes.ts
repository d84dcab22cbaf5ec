// What the outside may ask about a project’s health.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const pulseRoutes: AnyEndpoint[] = []
