// What other systems may deliver: mail that comes in, and what is said in chat.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const inboundRoutes: AnyEndpoint[] = []
