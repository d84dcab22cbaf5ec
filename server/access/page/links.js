// What the pages behind mailed links do: they ask the API who is meant, and hand the password over.
import { phrase, t, told } from './words/words.js'

const [, kind, token] = location.pathname.split('/')
const address = '/v1/auth/' + kind + '/' + token
const say = (text) => {
  document.getElementById('said').textContent = text
}
const form = document.querySelector('form')
const done = (text) => {
  form.remove()
  say(text)
  document.getElementById('door').hidden = false
}
const whyOf = (problem) => t(problem.title) + '. ' + (problem.said ? told(problem.said) : t(problem.detail))
const faultOf = (error) => t('The password {fault}', { fault: error.said ? phrase(error.said) : t(error.message) })

if (kind === 'invitations') {
  void fetch(address).then(async (reply) => {
    const body = await reply.json()
    if (!reply.ok) return done(whyOf(body))
    const { name, email, organization } = body
    document.getElementById('who').textContent = t('{name}, you are invited to {organization} as {email}.', {
      name,
      email,
      organization: organization.name,
    })
  })
}
const send = async (event) => {
  event.preventDefault()
  const password = document.getElementById('password').value
  const method = kind === 'invitations' ? 'POST' : 'PUT'
  const reply = await fetch(address, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password }),
  })
  // Who accepted an invitation is signed in by it; who chose a new password signs in with it.
  if (reply.ok) return location.replace('/')
  const problem = await reply.json()
  say(problem.errors ? problem.errors.map(faultOf).join('. ') : whyOf(problem))
}
form.addEventListener('submit', (event) => void send(event))
