// The mail that notices go in, in its reader's language: plain words, and the same as HTML that fetches nothing from anywhere.
import { shortLine } from './notice-words.ts'
import type { Speech } from './speech.ts'
import { showDay } from './spoken-days.ts'
import { addressOf, placeOf, type Place, type Thing } from './place-of.ts'

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

/** Mail programs that know no dark show the light one. */
const STYLE = `:root{color-scheme:light dark}
body{margin:0;background:#f6f6f3;color:#1b2127;font:15px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:38em;margin:0 auto;padding:24px 20px;background:#fff}
h1{font-size:22px;line-height:1.3;margin:0 0 4px}
h2{font-size:16px;margin:28px 0 4px;padding-bottom:4px;border-bottom:1px solid #e2e2dc}
h3{font-size:14px;margin:16px 0 2px}
ul{margin:4px 0 0;padding-left:20px}
li{margin:4px 0}
li a{text-decoration-color:#a1d0d2}
a{color:#0b5c63}
.dim{color:#59636e;font-weight:400}
footer{margin-top:28px;padding-top:8px;border-top:1px solid #e2e2dc;font-size:13px;color:#59636e}
@media(prefers-color-scheme:dark){body{background:#12171d;color:#e4e8ec}main{background:#1a2129}
h2,footer{border-color:#2c353f}a{color:#7fd0d4}li a{text-decoration-color:#2f6b70}.dim,footer{color:#a3adb8}}`

export const mailPage = (content: string, foot: string, { language }: Speech): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Project Operations</title>
<style>${STYLE}</style></head>
<body><main>
${content}
<footer>${foot}</footer>
</main></body></html>
`

export const linkTo = (url: string, words: string) => `<a href="${escapeHtml(url)}">${escapeHtml(words)}</a>`

/** Why it came, and where it is ended. */
export function footOf({ t }: Speech, muteUrl: string, first?: string): { text: string; html: string } {
  const [why, less] = [t('You get this as you chose to be told of it.'), t('Less mail')]
  const links = [...(first === undefined ? [] : [first]), linkTo(muteUrl, less)]
  return { text: `-- \n${why}\n${less}: ${muteUrl}\n`, html: `${escapeHtml(why)} ${links.join(' · ')}` }
}

/** One notice; its subject is what it says. */
export function noticeMail({ title, body, url }: MailedNotice, muteUrl: string, speech: Speech): NoticeMail {
  const said = body === '' ? '' : `\n\n${body}`
  const foot = footOf(speech, muteUrl)
  const open = linkTo(url, speech.t('Open it'))
  return {
    subject: shortLine(title, MAX_SUBJECT),
    text: `${title}${said}\n\n${url}\n\n${foot.text}`,
    html: mailPage(
      `<p><strong>${escapeHtml(title)}</strong></p>${body === '' ? '' : `<p>${linesInHtml(body)}</p>`}<p>${open}</p>`,
      foot.html,
      speech,
    ),
  }
}

export interface DayOfNotices {
  notices: readonly MailedNotice[]
  on: string
  /** How many there are beyond those. */
  more: number
}

/** All of a day, project by project in the order in which each was first told of. */
export function digestMail({ notices, on, more }: DayOfNotices, muteUrl: string, speech: Speech): NoticeMail {
  const { t, tn } = speech
  const groups = [...Map.groupBy(notices, ({ project }) => project ?? t('Beside projects'))]
  const rest = more > 0 ? tn(more, 'And {count} more, where you sign in.', 'And {count} more, where you sign in.') : ''
  const text = groups.map(
    ([project, own]) => `${project}\n${own.map(({ title, url }) => `  * ${title}\n    ${url}`).join('\n')}`,
  )
  const html = groups.map(
    ([project, own]) =>
      `<h2>${escapeHtml(project)}</h2><ul>${own.map(({ title, url }) => `<li>${linkTo(url, title)}</li>`).join('')}</ul>`,
  )
  const foot = footOf(speech, muteUrl)
  return {
    subject: tn(
      notices.length + more,
      'One thing since your last digest ({day})',
      '{count} things since your last digest ({day})',
      { day: showDay(on, speech) },
    ),
    text: `${[...text, ...(rest ? [rest] : [])].join('\n\n')}\n\n${foot.text}`,
    html: mailPage(`${html.join('\n')}${rest ? `<p>${escapeHtml(rest)}</p>` : ''}`, foot.html, speech),
  }
}

/** Where a thing is read; a task among one's own where one reads no project's. */
export function pageOf(publicUrl: string, thing: Thing, projectId: string | null, readsTasks: boolean): string {
  return `${publicUrl}${addressOf(placeInMail(thing, projectId, readsTasks))}`
}

function placeInMail(thing: Thing, projectId: string | null, readsTasks: boolean): Place {
  if (thing.type !== 'task') return placeOf(thing, projectId) ?? { to: '/notifications' }
  return readsTasks && projectId !== null
    ? { to: `/projects/${projectId}/list`, search: { task: thing.id } }
    : { to: '/my-work', search: { open: thing.id } }
}
