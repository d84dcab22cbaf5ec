// What the outside may ask about clients with all their projects at once.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const portfolioRoutes: AnyEndpoint[] = []
