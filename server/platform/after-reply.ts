// Work that goes on after its reply was sent, where the time it takes would tell something; not a queue: a crash loses it.
import type { FastifyRequest } from 'fastify'

const going = new Set<Promise<void>>()

/** Starts `work` without having the caller wait for it. A failure is logged with the request's id. */
export function afterReply(request: FastifyRequest, work: () => Promise<void>): void {
  const { promise: replied, resolve } = Promise.withResolvers<void>()
  setImmediate(resolve)
  const done: Promise<void> = replied
    .then(work)
    .catch((error: unknown) => request.log.error({ requestId: request.id, err: error }, 'work after the reply failed'))
    .finally(() => going.delete(done))
  going.add(done)
}

/** Resolves when nothing goes on any more: before the database is closed, and in tests. */
export async function allAfterReplies(): Promise<void> {
  while (going.size > 0) await Promise.all(going)
}
