// Serves the page that a client's link opens. It knows nothing itself: it only calls the API with the address it is at.
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

const PARTS = ['colours.css', 'page.css', 'forms.css', 'page.js', 'show.js', 'forms.js', 'talk.js']
const file = (name: string) => readFileSync(new URL(`page/${name}`, import.meta.url), 'utf8')

export function serveClientPage(app: FastifyInstance): void {
  const serve = (path: string, type: string, text: string, caching: string) =>
    app.get(path, (_request, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', caching)
        .header('x-robots-tag', 'noindex')
        .send(text),
    )
  // The address is the key: no copy of it is kept anywhere.
  serve('/client/:token', 'text/html', file('page.html'), 'no-store')
  for (const name of PARTS)
    serve(`/client-page/${name}`, name.endsWith('.css') ? 'text/css' : 'text/javascript', file(name), 'max-age=300')
}
