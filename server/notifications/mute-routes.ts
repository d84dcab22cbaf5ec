// What the address at the foot of a mail does: opened it asks, and only what is posted to it mutes (RFC 8058).
import { z } from 'zod'
import type { NoticeKind } from '../../domain/notification.ts'
import { visitEndpoint } from '../platform/endpoint.ts'
import { findMuteLink, mute, type FoundLink } from './mute-links.ts'

const HTML = 'text/html; charset=utf-8'
const spoken = (kind: NoticeKind | null) =>
  kind === null ? 'the daily digest' : `mail of this kind: ${kind.replaceAll('_', ' ')}`

const page = (title: string, content: string) => `<!doctype html>
<html lang="en">
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
const asking = ({ kind, projectId }: FoundLink) =>
  page(
    'Less mail?',
    `<p>You will still find everything where you sign in.</p>
<form method="post">
<button name="mute" value="kind">No more of ${spoken(kind)}</button>
${projectId === null ? '' : '<button name="mute" value="project">Nothing more about this project, by mail or chat</button>\n'}</form>`,
  )

const DONE = page('Done', '<p>You will not be mailed that any more. You can choose anew where you sign in.</p>')

export const muteRoutes = [
  visitEndpoint({
    method: 'GET',
    path: '/v1/mute/:token',
    may: 'public',
    summary: 'The page that asks what is to be muted. Opening it changes nothing.',
    reply: z.string(),
    produces: HTML,
    problems: ['link_not_found'],
    visit: async (visit, { params }) => asking(await findMuteLink(visit, params.token)),
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
      return DONE
    },
  }),
]
