// What a shape of the law says of a body: each fault as `where: message`.
import assert from 'node:assert/strict'
import type { z } from 'zod'
import { type FieldError, Problem } from '../domain/problems.ts'

export const faults = (shape: z.ZodType, body: unknown): string[] =>
  (shape.safeParse(body).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)

export function taken(shape: z.ZodType, ...bodies: unknown[]): void {
  for (const body of bodies) assert.deepEqual(faults(shape, body), [], JSON.stringify(body))
}

/** Each for this reason and no other. */
export function refused(shape: z.ZodType, fault: string, ...bodies: unknown[]): void {
  for (const body of bodies) assert.deepEqual(faults(shape, body), [fault], JSON.stringify(body))
}

/** What the law refuses with: its code and message, where each error points with its rule, and all else but what is said. */
export function refusalOf(work: () => unknown): { code: string; message: string; errors?: string[]; extra: object } {
  try {
    work()
  } catch (error) {
    assert.ok(error instanceof Problem, String(error))
    const { said: _, errors, ...extra } = error.extra
    const told = (errors as FieldError[] | undefined)?.map(({ pointer, rule }) => `${pointer} ${rule}`)
    return { code: error.code, message: error.message, ...(told && { errors: told }), extra }
  }
  throw new assert.AssertionError({ message: 'It was not refused' })
}

/** One field is refused, for this reason. */
export function refusesField(work: () => unknown, field: string, rule: string, message: string): void {
  const expected = { code: 'validation_error', message: `${field} ${message}`, errors: [`${field} ${rule}`], extra: {} }
  assert.deepEqual(refusalOf(work), expected)
}
export function refusesMove(work: () => unknown, message: string, extra: object): void {
  assert.deepEqual(refusalOf(work), { code: 'invalid_transition', message, extra })
}
