// The contract for programs (/openapi.json; /asyncapi.json for what is told live) and for people (/docs), served from here and nowhere else.
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Project Operations: API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<link rel="icon" href="data:,">
</head>
<body>
<div id="page"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#page', deepLinking: true, defaultModelsExpandDepth: 0, docExpansion: 'list', filter: true, validatorUrl: null })\n`

/** `documents` are drawn when first asked for: a start need not wait for what few read. */
export async function serveDocs(app: FastifyInstance, documents: Record<string, () => unknown>): Promise<void> {
  const root = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  await app.register(staticFiles, {
    root,
    prefix: '/docs/assets/',
    decorateReply: false,
    index: false,
    wildcard: true,
    maxAge: '1h',
  })
  for (const [path, draw] of Object.entries(documents)) {
    let text: string | undefined
    app.get(path, (_request, reply) =>
      reply.type('application/json; charset=utf-8').send((text ??= JSON.stringify(draw()))),
    )
  }
  app.get('/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(PAGE))
  app.get('/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(START))
}
