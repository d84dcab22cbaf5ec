// The page for people, at every address that is no other door's: the router in the browser knows its own.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Serves the built page in `folder`; without one, `/` leads to the API's page. */
export async function servePage(app: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder === undefined) return void app.get('/', (_request, reply) => reply.redirect('/docs'))
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const show = (_request: FastifyRequest, reply: FastifyReply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
  // Names of assets carry a hash of what they hold.
  await app.register(staticFiles, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
  })
  for (const [file, type] of OWN_FILES) {
    const content = readFileSync(join(folder, file))
    app.get(`/${file}`, (_request, reply) => reply.type(type).header('cache-control', 'no-cache').send(content))
  }
  app.get('/', show)
  for (const place of PLACES) {
    app.get(`/${place}`, show)
    app.get(`/${place}/*`, show)
  }
}

const OWN_FILES = [
  ['color-scheme.js', 'text/javascript; charset=utf-8'],
  ['mark.svg', 'image/svg+xml'],
] as const

/** The first words of the page's addresses (web/routes.tsx): what is no such place is not found, as for programs. */
export const PLACES = [
  'sign-in',
  'my-work',
  'digest',
  'projects',
  'schedule',
  'requests',
  'signals',
  'analytics',
  'accounts',
  'billing',
  'people',
  'teams',
  'templates',
  'holidays',
  'automation',
  'audit',
  'alerts',
  'jobs',
  'import',
  'settings',
  'notifications',
  'profile',
] as const
