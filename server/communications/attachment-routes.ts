// What the outside may ask about files that hang on tasks, requests and messages.
import type { AnyEndpoint } from '../platform/endpoint.ts'

export const attachmentRoutes: AnyEndpoint[] = []
