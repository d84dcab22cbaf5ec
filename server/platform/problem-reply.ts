// Turns whatever was thrown into a problem the caller may read, and a problem into its reply.
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { SaidShape } from '../../domain/fields.ts'
import { invalid, Problem, PROBLEMS, type FieldError } from '../../domain/problems.ts'
import { say, type Said } from '../../domain/said.ts'

/** RFC 9457 on the wire. */
export const ProblemReply = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(PROBLEMS) as [keyof typeof PROBLEMS, ...(keyof typeof PROBLEMS)[]]),
    said: SaidShape.optional().meta({ description: 'The detail.' }),
    errors: z
      .array(z.strictObject({ pointer: z.string(), rule: z.string(), message: z.string(), said: SaidShape.optional() }))
      .optional(),
  })
  .meta({ id: 'Problem', description: 'Why a request was refused (RFC 9457).' })

export const problemBody = (problem: Problem) => ({
  type: `urn:problem:${problem.code}`,
  title: PROBLEMS[problem.code][1],
  status: problem.status,
  detail: problem.message,
  code: problem.code,
  ...problem.extra,
})

export function problemHeaders(problem: Problem): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  }
  if (problem.code === 'unauthenticated') headers['www-authenticate'] = 'Bearer'
  if (problem.code === 'rate_limited') headers['retry-after'] = String(problem.extra.retryAfterSeconds)
  if (problem.code === 'unavailable') headers['retry-after'] = '1'
  return headers
}

export const problemReply = (reply: FastifyReply, problem: Problem) =>
  reply
    .code(problem.status)
    .headers(problemHeaders(problem))
    .send(JSON.stringify(problemBody(problem)))

/** `takes` are the content types that the endpoint takes. */
export function requestProblem(error: unknown, takes: readonly string[] = ['application/json']): Problem {
  if (error instanceof Problem) return error
  const { code = '', statusCode, message } = error as { code?: string; statusCode?: number; message?: string }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Problem(
      'payload_too_large',
      'A body holds at most 1 MiB, a file to import 5 MiB, any other file or a mail 25 MiB.',
    )
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Problem('unsupported_media_type', say`Send ${takes.join(' or ')}.`)
  if (statusCode === 400)
    return invalid([{ pointer: '', rule: 'json', message: `can not be read: ${message ?? ''}` }], 400)
  return new Problem('internal_error', 'It is logged under the id in X-Request-Id.')
}

const pointerTo = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Each broken rule as field and rule; fields nobody knows are named one by one. */
export function fieldErrors(
  error: z.ZodError,
  pointer: (path: readonly PropertyKey[]) => string = pointerTo,
): FieldError[] {
  return error.issues.slice(0, 50).flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          pointer: pointer([...issue.path, key]),
          rule: 'unknown_field',
          message: 'is not a field here',
        }))
      : [{ pointer: pointer(issue.path), rule: issue.code, message: issue.message, ...saidOf(issue) }],
  )
}

/** What breaks a rule of shape, in our words; a rule of our own has its words already. */
function saidOf(issue: z.core.$ZodIssue): Pick<FieldError, 'said'> {
  const said = () => {
    if (issue.code === 'invalid_type') return issue.input === undefined ? say`is needed` : say`is of another kind`
    if (issue.code === 'invalid_value') return say`is none of the values it may have`
    // The word that tells which of several shapes it is.
    if (issue.code === 'invalid_union' && issue.discriminator !== undefined)
      return say`is none of the values it may have`
    if (issue.code === 'invalid_union') return say`is of another kind`
    if (issue.code === 'too_small') return smallest(issue.origin, Number(issue.minimum))
    if (issue.code === 'too_big') return largest(issue.origin, Number(issue.maximum))
    if (issue.code !== 'invalid_format' || !issue.message.startsWith('Invalid')) return undefined
    return issue.format === 'email' ? say`is no e-mail address` : say`is not written as it has to be`
  }
  const found = said()
  return found ? { said: found } : {}
}
function smallest(origin: string, minimum: number): Said {
  if (origin === 'string') return minimum === 1 ? say`is empty` : say`has at least ${minimum} characters`
  return origin === 'array' ? say`has at least ${minimum} entries` : say`is at least ${minimum}`
}
function largest(origin: string, maximum: number): Said {
  if (origin === 'string') return say`has at most ${maximum} characters`
  return origin === 'array' ? say`has at most ${maximum} entries` : say`is at most ${maximum}`
}
