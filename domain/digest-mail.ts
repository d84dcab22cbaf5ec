// The weekly digest as mail and as a chat message, in its reader's language: what needs somebody first, then what changed.
import type { Digest, DigestLine, DigestSection } from './digest.ts'
import { DIGEST_SECTIONS, needed } from './digest-words.ts'
import { escapeHtml, footOf, linkTo, mailPage, type NoticeMail } from './notice-mail.ts'
import { addressOf, placeOf } from './place-of.ts'
import { say, type Said } from './said.ts'
import type { Speech } from './speech.ts'
import { showDays, showDaysIn } from './spoken-days.ts'

const CALM = say`A calm week: nothing changed, and nothing waits for you.`
const isCalm = ({ needs, changed }: Digest) => needs.length + changed.length === 0

function subjectOf(digest: Digest, speech: Speech): string {
  const needs =
    needed(digest.needs.map(({ kind, lines, more }) => ({ kind, count: lines.length + more }))) ??
    (isCalm(digest) ? say`all calm` : say`nothing waits for you`)
  return speech.told(say`Your week, ${showDays(digest, speech)}: ${needs}`)
}

const PARTS = [
  ['needs', say`What needs you`],
  ['changed', say`What changed`],
] as const
const partsOf = (digest: Digest, { told }: Speech) =>
  PARTS.map(([part, title]) => ({
    title: told(title),
    sections: digest[part] as readonly DigestSection[],
  })).filter(({ sections }) => sections.length > 0)

/** Where a line leads. */
export const pathOf = ({ entity, projectId }: DigestLine): string =>
  addressOf(placeOf(entity, projectId) ?? { to: '/digest' })
const digestPath = ({ to }: Digest) => addressOf({ to: '/digest', search: { to } })
const titleOf = ({ kind, said }: DigestSection, { told, phrase }: Speech) => {
  const title = told(DIGEST_SECTIONS[kind].title)
  return said === null ? title : `${title}: ${phrase(said)}`
}
const andMore = (count: number, { tn }: Speech) => tn(count, 'and {count} more', 'and {count} more')
const wordsOf = (said: Said, speech: Speech) => showDaysIn(speech.phrase(said), speech)

export interface WeeklyLinks {
  urlOf: (path: string) => string
  muteUrl: string
}

export function weeklyMail(digest: Digest, { urlOf, muteUrl }: WeeklyLinks, speech: Speech): NoticeMail {
  const { t, told } = speech
  const url = urlOf(digestPath(digest))
  const parts = partsOf(digest, speech)
  const text = parts.map(({ title, sections }) =>
    [title.toUpperCase(), ...sections.map((section) => sectionInText(section, urlOf, speech))].join('\n\n'),
  )
  const html = parts.map(({ title, sections }) =>
    [`<h2>${escapeHtml(title)}</h2>`, ...sections.map((section) => sectionInHtml(section, urlOf, speech))].join('\n'),
  )
  const foot = footOf(speech, muteUrl, linkTo(url, t('See it in Project Operations')))
  const days = escapeHtml(showDays(digest, speech))
  return {
    subject: subjectOf(digest, speech),
    text: `${isCalm(digest) ? told(CALM) : text.join('\n\n\n')}\n\n${url}\n\n${foot.text}`,
    html: mailPage(
      `<h1>${escapeHtml(t('Your week'))}</h1>\n<p class="dim">${days}</p>\n${isCalm(digest) ? `<p>${escapeHtml(told(CALM))}</p>` : html.join('\n')}`,
      foot.html,
      speech,
    ),
  }
}

function sectionInText(section: DigestSection, urlOf: (path: string) => string, speech: Speech): string {
  const { kind, lines, more } = section
  const told = lines.map((line) => `  * ${wordsOf(line.said, speech)}\n    ${urlOf(pathOf(line))}`)
  if (more > 0) told.push(`  ${andMore(more, speech)}: ${urlOf(DIGEST_SECTIONS[kind].path)}`)
  return [titleOf(section, speech), ...told].join('\n')
}

function sectionInHtml(section: DigestSection, urlOf: (path: string) => string, speech: Speech): string {
  const { kind, said, lines, more } = section
  const { title, path } = DIGEST_SECTIONS[kind]
  const about = said === null ? '' : ` <span class="dim">${escapeHtml(speech.phrase(said))}</span>`
  const told = lines.map((line) => `<li>${linkTo(urlOf(pathOf(line)), wordsOf(line.said, speech))}</li>`)
  if (more > 0) told.push(`<li>${linkTo(urlOf(path), andMore(more, speech))}</li>`)
  return `<h3>${escapeHtml(speech.told(title))}${about}</h3>\n<ul>${told.join('')}</ul>`
}

/** What chat has room for at a glance: the sections without addresses; the message leads to the page. */
export function digestInChat(digest: Digest, speech: Speech): { subject: string; text: string; path: string } {
  const text = partsOf(digest, speech).map(({ title, sections }) =>
    [title.toUpperCase(), ...sections.map((section) => sectionInChat(section, speech))].join('\n\n'),
  )
  return {
    subject: subjectOf(digest, speech),
    text: isCalm(digest) ? speech.told(CALM) : text.join('\n\n'),
    path: digestPath(digest),
  }
}

function sectionInChat(section: DigestSection, speech: Speech): string {
  const told = section.lines.map(({ said }) => `• ${wordsOf(said, speech)}`)
  if (section.more > 0) told.push(`• ${andMore(section.more, speech)}`)
  return [titleOf(section, speech), ...told].join('\n')
}
