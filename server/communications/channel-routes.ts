// What the outside may ask about a project’s chat channel.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const channelRoutes: AnyEndpoint[] = []
