// Serves the page that a client's link opens, in its reader's language. It knows nothing itself: it only calls the API with
// the address it is at.
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Speech } from '../../domain/speech.ts'
import { speechFor } from '../access/reader-speech.ts'
import type { Database } from '../platform/database.ts'
import { pageIn, speechOfReader } from '../platform/serve-words.ts'
import { asClient } from './client-visit.ts'

const PARTS = ['colours.css', 'page.css', 'forms.css', 'page.js', 'show.js', 'forms.js', 'talk.js']
const file = (name: string) => readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8')

export interface Opening {
  database: Database
  clock: () => Date
}

export function serveClientPage(app: FastifyInstance, opening: Opening): void {
  const html = file('page.html')
  app.get<{ Params: { token: string } }>('/client/:token', async (request, reply) => {
    const speech = await speechOfReader(request, () => speechOfClient(opening, request, request.params.token))
    return (
      reply
        .type('text/html; charset=utf-8')
        // The address is the key: no copy of it is kept anywhere.
        .headers({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex', vary: 'accept-language' })
        .send(pageIn(html, speech))
    )
  })
  for (const name of PARTS) {
    const text = file(name)
    app.get(`/client-page/${name}`, (_request, reply) =>
      reply
        .type(`${name.endsWith('.css') ? 'text/css' : 'text/javascript'}; charset=utf-8`)
        .headers({ 'cache-control': 'max-age=300', 'x-robots-tag': 'noindex' })
        .send(text),
    )
  }
}

/** That of the account whose link it is. */
const speechOfClient = ({ database, clock }: Opening, request: FastifyRequest, token: string): Promise<Speech> =>
  asClient({ database, now: clock(), address: request.ip, publicUrl: '' }, token, async (tx, { projectId }) => {
    const project = await tx.first<{ accountId: string }>(sql`select account_id as "accountId" from projects
      where organization_id = ${tx.actor.organizationId} and id = ${projectId}`)
    return speechFor(tx, project)
  })
