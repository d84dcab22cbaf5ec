// The two pages that mailed links open: choose a password on an invitation, or a new one. They only call the API.
import type { FastifyInstance } from 'fastify'

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
<label for="password">Your new password, 10 characters or more</label>
<input id="password" type="password" autocomplete="new-password" minlength="10" maxlength="200" required>
<button>${button}</button>
</form>
<p id="said" role="status"></p>
<p id="door" hidden><a href="/">To the sign-in</a></p>
</main>
<script src="/links.js"></script>
</body>
</html>
`

const SCRIPT = `const [, kind, token] = location.pathname.split('/')
const address = '/v1/auth/' + kind + '/' + token
const say = (text) => { document.getElementById('said').textContent = text }
const form = document.querySelector('form')
const done = (text) => { form.remove(); say(text); document.getElementById('door').hidden = false }

if (kind === 'invitations') {
  fetch(address).then(async (reply) => {
    const body = await reply.json()
    if (!reply.ok) return done(body.title + '. ' + body.detail)
    document.getElementById('who').textContent = body.name + ', you are invited to ' + body.organization.name + ' as ' + body.email + '.'
  })
}
form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const password = document.getElementById('password').value
  const method = kind === 'invitations' ? 'POST' : 'PUT'
  const reply = await fetch(address, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ password }) })
  // Who accepted an invitation is signed in by it; who chose a new password signs in with it.
  if (reply.ok) return location.replace('/')
  const problem = await reply.json()
  say(problem.errors ? problem.errors.map((error) => 'The password ' + error.message).join('. ') : problem.title + '. ' + problem.detail)
})
`

export function serveLinkPages(app: FastifyInstance): void {
  const serve = (path: string, html: string) =>
    app.get(path, (_request, reply) =>
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html),
    )
  serve('/invitations/:token', page('Welcome', 'Join'))
  serve('/password-reset/:token', page('A new password', 'Save'))
  app.get('/links.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(SCRIPT))
}
