// How the page speaks with the API, and what it says of refusals.
import { phrase, t, told } from '../words/words.js'

const api = `/v1/client/${location.pathname.split('/')[2] ?? ''}`

/** A problem of the API, or of the way to it. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.detail)
    this.problem = problem
  }
}

export const addressOf = (path) => api + path

export function ask(path = '', body) {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return fetched(path, body === undefined ? undefined : post)
}

/** Brings a file onto a request. */
export const bring = (requestId, file) =>
  fetched(`/requests/${encodeURIComponent(requestId)}/attachments?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { 'content-type': file.type || 'application/octet-stream' },
    body: file,
  })

async function fetched(path, how) {
  let reply
  try {
    reply = await fetch(api + path, how)
  } catch {
    throw new Refused({ code: 'offline', detail: '' })
  }
  const answer = await reply.json().catch(() => ({ code: 'internal_error', detail: '' }))
  if (!reply.ok) throw new Refused(answer)
  return answer
}

/** A new one for each thing that is sent; sent again with the same, it is done once. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** What is wrong with a field. */
export const faultOf = ({ said, message }) => (said ? phrase(said) : t(message))

export function sentenceOf({ code, detail, said, retryAfterSeconds = 60 }) {
  if (code === 'offline') return t('We can not be reached right now. Are you online? Your text is still here.')
  if (code === 'rate_limited')
    return t('That was a lot in a short time. Please try again in {minutes} min.', {
      minutes: Math.ceil(retryAfterSeconds / 60),
    })
  if (code === 'link_not_found') return `${t('This page is not there any more.')} ${t(detail)}`
  if (code === 'idempotency_mismatch') return t('It was sent already: look into the list.')
  if (said) return told(said)
  return t(detail || 'Something went wrong on our side. Please try again.')
}
