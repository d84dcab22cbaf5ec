// A reply that takes long, in lines of JSON for who accepts them: how far it is while it is made, and as the last the answer.
import { PassThrough } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '../../domain/problems.ts'
import type { Answer } from './idempotency.ts'
import { problemBody } from './problem-reply.ts'

export const LINES = 'application/x-ndjson'
/** No oftener than this somebody is told how far it is. */
const EVERY_MS = 100

/** So much of it is done. */
export type Progress = (done: number, of: number) => void

export const acceptsLines = ({ headers }: FastifyRequest): boolean => headers.accept?.includes(LINES) ?? false

/** Its own status is 200 whatever comes of it: the last line has the answer's status and body. Work goes on where nobody listens. */
export function replyInLines(
  reply: FastifyReply,
  work: (progress: Progress) => Promise<Answer>,
  problemOf: (error: unknown) => Problem,
): FastifyReply {
  const lines = new PassThrough()
  const tell = (line: object) => void lines.write(`${JSON.stringify(line)}\n`)
  let toldAt = 0
  const progress: Progress = (done, of) => {
    if (performance.now() - toldAt < EVERY_MS) return
    toldAt = performance.now()
    tell({ done, of })
  }
  void work(progress)
    .then(
      ({ status, text }) => tell({ status, body: JSON.parse(text) as unknown }),
      (error: unknown) => {
        const problem = problemOf(error)
        tell({ status: problem.status, body: problemBody(problem) })
      },
    )
    .finally(() => lines.end())
  return reply.headers({ 'content-type': LINES, 'cache-control': 'no-store', 'x-accel-buffering': 'no' }).send(lines)
}
