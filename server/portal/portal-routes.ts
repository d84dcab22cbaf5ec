// What a client may ask through a link, and who makes such links.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const portalRoutes: AnyEndpoint[] = []
