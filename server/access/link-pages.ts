// The two pages that mailed links open: choose a password on an invitation, or a new one. They only call the API.
import type { FastifyInstance } from 'fastify'

const page = (title: string, button: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title} – Project Operations</title>
<link rel="icon" href="data:,">
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 24rem; margin: 12vh auto; padding: 0 1rem }
label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit }
input, button { padding: .6rem; margin: .3rem 0 1rem }
</style>
</head>
<body>
<h1>${title}</h1>
<p id="who"></p>
<form>
<label for="password">Your new password, 10 characters or more</label>
<input id="password" type="password" autocomplete="new-password" minlength="10" maxlength="200" required>
<button>${button}</button>
</form>
<p id="said" role="status"></p>
<script src="/links.js"></script>
</body>
</html>
`

const SCRIPT = `const [, kind, token] = location.pathname.split('/')
const address = '/v1/auth/' + kind + '/' + token
const say = (text) => { document.getElementById('said').textContent = text }
const form = document.querySelector('form')
const done = (text) => { form.remove(); say(text) }

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
