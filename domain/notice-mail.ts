// The mail and the chat message that notices go in: plain words, and the same as HTML that fetches nothing from anywhere.
import { shortLine } from './notice-words.ts'

export interface MailedNotice {
  kind: string
  title: string
  body: string
  /** Where it is read. */
  url: string
  project: string | null
}

export interface NoticeMail {
  subject: string
  text: string
  html: string
}

const MAX_SUBJECT = 150

export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

const linesInHtml = (text: string) => escapeHtml(text).replaceAll('\n', '<br>')

const page = (content: string, foot: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Project Operations</title></head>
<body style="font:15px/1.5 sans-serif;color:#1b1f24;background:#ffffff;max-width:40em;margin:0 auto;padding:16px">
${content}
<hr style="border:0;border-top:1px solid #d0d7de;margin:24px 0 8px">
<p style="font-size:13px;color:#57606a">${foot}</p>
</body></html>
`

const linkTo = (url: string, words: string) => `<a href="${escapeHtml(url)}">${escapeHtml(words)}</a>`

const FOOT = 'You get this as you chose to be told of it.'

/** One notice; its subject is what it says. */
export function noticeMail({ title, body, url }: MailedNotice, muteUrl: string): NoticeMail {
  const said = body === '' ? '' : `\n\n${body}`
  return {
    subject: shortLine(title, MAX_SUBJECT),
    text: `${title}${said}\n\n${url}\n\n-- \n${FOOT}\nLess mail: ${muteUrl}\n`,
    html: page(
      `<p><strong>${escapeHtml(title)}</strong></p>${body === '' ? '' : `<p>${linesInHtml(body)}</p>`}<p>${linkTo(url, 'Open it')}</p>`,
      `${FOOT} ${linkTo(muteUrl, 'Less mail')}`,
    ),
  }
}

/** All of a day, project by project in the order in which each was first told of. */
export function digestMail(notices: readonly MailedNotice[], on: string, muteUrl: string, more = 0): NoticeMail {
  const groups = [...Map.groupBy(notices, ({ project }) => project ?? 'Beside projects')]
  const count = notices.length + more
  const rest = more > 0 ? `And ${more} more, where you sign in.` : ''
  const text = groups.map(
    ([project, own]) => `${project}\n${own.map(({ title, url }) => `  * ${title}\n    ${url}`).join('\n')}`,
  )
  const html = groups.map(
    ([project, own]) =>
      `<h2 style="font-size:16px">${escapeHtml(project)}</h2><ul>${own.map(({ title, url }) => `<li>${linkTo(url, title)}</li>`).join('')}</ul>`,
  )
  return {
    subject: `${count === 1 ? 'One thing' : `${count} things`} since your last digest (${on})`,
    text: `${[...text, ...(rest ? [rest] : [])].join('\n\n')}\n\n-- \n${FOOT}\nLess mail: ${muteUrl}\n`,
    html: page(`${html.join('\n')}${rest ? `<p>${rest}</p>` : ''}`, `${FOOT} ${linkTo(muteUrl, 'Less mail')}`),
  }
}

const PAGES: Record<string, string> = {
  task: 'tasks',
  request: 'requests',
  communication: 'messages',
  signal: 'signals',
  account: 'accounts',
  person: 'people',
  alert: 'alerts',
}

/** Where a thing is read: beneath its project, where it has one. */
export function pageOf(
  publicUrl: string,
  { type, id }: { type: string; id: string },
  projectId: string | null,
): string {
  if (type === 'project') return `${publicUrl}/projects/${id}`
  const within = projectId === null ? publicUrl : `${publicUrl}/projects/${projectId}`
  return `${within}/${PAGES[type] ?? type}/${id}`
}
