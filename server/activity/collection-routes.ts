// What the outside may read by the document’s own names for its collections.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const collectionRoutes: AnyEndpoint[] = []
