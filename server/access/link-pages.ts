// The two pages that mailed links open, in their reader's language: choose a password on an invitation, or a new one. They only
// call the API.
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../platform/database.ts'
import { pageIn, speechOfReader } from '../platform/serve-words.ts'
import { reading } from '../platform/transaction.ts'
import { actingAs, findByLink, type LinkKind } from './known-person.ts'
import { speechFor } from './reader-speech.ts'

const STYLE = `body { font: 15px/1.5 Inter, system-ui, sans-serif; max-width: 25rem; margin: 10vh auto; padding: 0 1rem;
  background: light-dark(#f7f7f3, #10161c); color: light-dark(#1b2127, #e4e8ec) }
header { display: flex; align-items: center; gap: .6rem; margin: 0 0 1rem; font-weight: 650 }
main { padding: 1.5rem; border: 1px solid light-dark(#e2e2dc, #2c353f); border-radius: 12px; background: light-dark(#fff, #1a2129) }
h1 { margin: 0 0 .5rem; font-size: 1.4rem; line-height: 1.3 }
label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit }
label { font-weight: 550 }
input, button { padding: .6rem .8rem; margin: .3rem 0 1rem; border-radius: 8px }
input { border: 1px solid light-dark(#8a939b, #6d7883); background: transparent; color: inherit }
button { margin: 0; border: 0; background: #0b5c63; color: #fff; font-weight: 600; cursor: pointer }
:focus-visible { outline: 2px solid light-dark(#0b5c63, #7fd0d4); outline-offset: 2px }
p { margin: .5rem 0; overflow-wrap: anywhere }
p:empty { display: none }
a { color: light-dark(#0b5c63, #7fd0d4) }
`

const page = (title: string, button: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title} – Project Operations</title>
<link rel="icon" href="/mark.svg" type="image/svg+xml">
<style>
${STYLE}</style>
</head>
<body>
<header><img src="/mark.svg" alt="" width="28" height="28">Project Operations</header>
<main>
<h1>${title}</h1>
<p id="who"></p>
<form>
<label for="password">[[Your new password, 10 characters or more]]</label>
<input id="password" type="password" autocomplete="new-password" minlength="10" maxlength="200" required>
<button>${button}</button>
</form>
<p id="said" role="status"></p>
<p id="door" hidden><a href="/">[[To the sign-in]]</a></p>
</main>
<script type="module" src="/links.js"></script>
</body>
</html>
`

const script = readFileSync(new URL('page/links.js', import.meta.url), 'utf8')

export interface Opening {
  database: Database
  clock: () => Date
}

export function serveLinkPages(app: FastifyInstance, { database, clock }: Opening): void {
  /** That of whom the link was mailed to. */
  const speechOfOwner = async (token: string, kind: LinkKind) => {
    const now = clock()
    const known = await findByLink(database, token, kind, now)
    return known && reading(database, actingAs(known, { now, publicUrl: '' }), (tx) => speechFor(tx, known))
  }
  const serve = (path: string, kind: LinkKind, html: string) =>
    app.get<{ Params: { token: string } }>(path, async (request, reply) => {
      const speech = await speechOfReader(request, () => speechOfOwner(request.params.token, kind))
      return reply
        .type('text/html; charset=utf-8')
        .headers({ 'cache-control': 'no-store', vary: 'accept-language' })
        .send(pageIn(html, speech))
    })
  serve('/invitations/:token', 'invitation', page('[[Welcome]]', '[[Join]]'))
  serve('/password-reset/:token', 'password_reset', page('[[A new password]]', '[[Save]]'))
  app.get('/links.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(script))
}
