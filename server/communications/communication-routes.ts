// What the outside may ask about messages in threads.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const communicationRoutes: AnyEndpoint[] = []
