// What the address at the foot of a mail does, in the language of the mail: opened it asks, and only what is posted to it mutes (RFC 8058).
import { z } from 'zod'
import { escapeHtml } from '../../domain/notice-mail.ts'
import { sayWord } from '../../domain/said.ts'
import type { Speech } from '../../domain/speech.ts'
import { visitEndpoint } from '../platform/endpoint.ts'
import { findMuteLink, mute, speechOfLink, type FoundLink } from './mute-links.ts'

const HTML = 'text/html; charset=utf-8'
const page = ({ language }: Speech, title: string, content: string) => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title} – Project Operations</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 26rem; margin: 12vh auto; padding: 0 1rem }
button { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .6rem; margin: .5rem 0 }
</style>
</head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>
`

/** It names nobody and nothing but the kind: whoever was handed the mail on learns no more from it. */
function asking({ kind, projectId }: FoundLink, speech: Speech): string {
  const { t, phrase } = speech
  const words =
    kind === null
      ? t('No more of the daily digest')
      : t('No more mail of this kind: {kind}', { kind: phrase(sayWord(kind)) })
  const button = (value: string, text: string) => `<button name="mute" value="${value}">${escapeHtml(text)}</button>\n`
  const project = projectId === null ? '' : button('project', t('Nothing more about this project, by mail or chat'))
  return page(
    speech,
    escapeHtml(t('Less mail?')),
    `<p>${escapeHtml(t('You will still find everything where you sign in.'))}</p>
<form method="post">
${button('kind', words)}${project}</form>`,
  )
}

const done = (speech: Speech): string =>
  page(
    speech,
    escapeHtml(speech.t('Done')),
    `<p>${escapeHtml(speech.t('You will not be mailed that any more. You can choose anew where you sign in.'))}</p>`,
  )

export const muteRoutes = [
  visitEndpoint({
    method: 'GET',
    path: '/v1/mute/:token',
    may: 'public',
    summary: 'The page that asks what is to be muted. Opening it changes nothing.',
    reply: z.string(),
    produces: HTML,
    problems: ['link_not_found'],
    async visit(visit, { params }) {
      const link = await findMuteLink(visit, params.token)
      return asking(link, await speechOfLink(visit, link))
    },
  }),
  visitEndpoint({
    method: 'POST',
    path: '/v1/mute/:token',
    may: 'public',
    summary: 'Mutes what the mail was about, its kind or its project; posted again, it stays so.',
    consumes: ['application/x-www-form-urlencoded', 'multipart/form-data'],
    body: z.string().max(10_000),
    reply: z.string(),
    produces: HTML,
    problems: ['link_not_found'],
    async visit(visit, { params, body }) {
      const link = await findMuteLink(visit, params.token)
      // A mail program says List-Unsubscribe=One-Click in one form or the other; only our page says more.
      await mute(visit, link, new URLSearchParams(body).get('mute') === 'project' ? 'project' : 'kind')
      return done(await speechOfLink(visit, link))
    },
  }),
]
