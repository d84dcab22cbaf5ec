// A write over HTTP: the operation in its transaction, and its answer kept where the caller gave an Idempotency-Key.
import type { FastifyRequest } from 'fastify'
import { Problem } from '../../domain/problems.ts'
import type { Database } from './database.ts'
import { answerOf, type Delivery } from './deliver.ts'
import type { Endpoint } from './endpoint.ts'
import { claimKey, keepAnswer, keepRefusal, type Answer, type Keyed } from './idempotency.ts'
import type { Input } from './input.ts'
import { resultOf, withResult, type Outcome } from './outcome.ts'
import { plannedChanges, type PlanQuery, type SeenProjects } from './preview.ts'
import { problemBody, problemHeaders } from './problem-reply.ts'
import { transaction, type Context, type Tx } from './transaction.ts'

/** Refusals about the key itself, and about rights, which may be given before the repeat: not kept. */
const NOT_KEPT = new Set(['idempotency_in_progress', 'idempotency_mismatch', 'permission_denied'])

export async function answerOnce(
  database: Database,
  context: Context,
  endpoint: Endpoint,
  input: Input,
  request: FastifyRequest,
  delivery: Delivery,
  seen: SeenProjects,
): Promise<Answer> {
  const asked = (endpoint.preview ? input.query : {}) as PlanQuery
  const { dryRun = endpoint.takenBack === true, planHash } = asked
  // A preview happens as often as it is asked for, so there is nothing to keep.
  const keyed: Keyed | undefined =
    input.idempotencyKey === undefined || dryRun
      ? undefined
      : {
          key: input.idempotencyKey,
          method: request.method,
          path: request.url.split('?')[0] ?? '',
          body: [input.query, input.body, input.ifMatch],
        }
  try {
    return await transaction(database, { ...context, dryRun }, async (tx) => {
      const earlier = keyed && (await claimKey(tx, keyed))
      if (earlier) return earlier
      const answer = await perform(tx, endpoint, input, { ...delivery, dryRun }, planHash, seen)
      if (!keyed) return answer
      // What is kept is written before the COMMIT, so it has to be read before.
      const fresh = await resultOf(tx, answer)
      keepAnswer(tx, keyed, withoutSecrets(endpoint, fresh))
      return fresh
    })
  } catch (error) {
    if (keyed && error instanceof Problem && error.status < 500 && !NOT_KEPT.has(error.code)) {
      const refusal = { status: error.status, headers: problemHeaders(error), text: JSON.stringify(problemBody(error)) }
      await transaction(database, context, async (tx) => keepRefusal(tx, keyed, refusal))
    }
    throw error
  }
}

/** Runs the operation; its answer, or how that is read. */
async function perform(
  tx: Tx,
  endpoint: Endpoint,
  input: Input,
  delivery: Delivery,
  planHash: string | undefined,
  seen: SeenProjects,
): Promise<Outcome<Answer>> {
  const outcome = await endpoint.run(tx, input)
  const planned = endpoint.preview ? await plannedChanges(tx, planHash, seen) : undefined
  return withResult(outcome, (result) =>
    answerOf(endpoint, planned ? { ...(result as object), ...planned } : result, delivery),
  )
}

function withoutSecrets(endpoint: Endpoint, answer: Answer): Answer {
  if (!endpoint.secrets?.length) return answer
  const body = JSON.parse(answer.text) as Record<string, unknown>
  for (const name of endpoint.secrets) delete body[name]
  return { ...answer, text: JSON.stringify(body) }
}
