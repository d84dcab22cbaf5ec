// /metrics: for whoever asks from this very machine, or has the token that was set.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem } from '../../domain/problems.ts'
import { visitEndpoint } from './endpoint.ts'
import type { Metrics } from './metrics.ts'

export const metricsRoutes = (metrics: Pick<Metrics, 'text'> | undefined, token: string | undefined) => [
  visitEndpoint({
    method: 'GET',
    path: '/metrics',
    may: 'public',
    summary: 'Figures for Prometheus, from this machine or with METRICS_TOKEN as the bearer token.',
    reply: z.string(),
    produces: 'text/plain; version=0.0.4; charset=utf-8',
    problems: ['unauthenticated'],
    async visit({ request }) {
      if (!isFromHere(request) && !hasToken(request, token))
        throw new Problem('unauthenticated', 'Ask from the machine itself, or send METRICS_TOKEN as the bearer token.')
      return (await metrics?.text()) ?? ''
    },
  }),
]

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/i
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i
/** What proxies add; a request that came through one is from who they say, not from where the proxy is. */
const FORWARDED = ['forwarded', 'x-real-ip', 'via'] as const

/**
 * Whatever a proxy is trusted with, every address on the way must be this machine's: the first one in the line is what the
 * client wrote. A page of somebody else's that a browser here was led to asks under that page's name.
 */
export function isFromHere({ socket, headers }: Pick<FastifyRequest, 'socket' | 'headers'>): boolean {
  if (FORWARDED.some((name) => headers[name] !== undefined)) return false
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().flatMap((line) => line.split(','))
  const addresses = [socket.remoteAddress ?? '', ...forwarded.map((address) => address.trim())]
  return addresses.every((address) => LOOPBACK.test(address)) && LOOPBACK_HOST.test(headers.host ?? '')
}

const digest = (text: string) => createHash('sha256').update(text).digest()

function hasToken({ headers }: FastifyRequest, token: string | undefined): boolean {
  const given = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1]
  return token !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(token))
}
