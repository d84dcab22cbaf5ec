// What a shape of the law says of a body: each fault as `where: message`.
import assert from 'node:assert/strict'
import type { z } from 'zod'

export const faults = (shape: z.ZodType, body: unknown): string[] =>
  (shape.safeParse(body).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)

export function taken(shape: z.ZodType, ...bodies: unknown[]): void {
  for (const body of bodies) assert.deepEqual(faults(shape, body), [], JSON.stringify(body))
}

/** Each for this reason and no other. */
export function refused(shape: z.ZodType, fault: string, ...bodies: unknown[]): void {
  for (const body of bodies) assert.deepEqual(faults(shape, body), [fault], JSON.stringify(body))
}
