// The weekly digest as mail and as a chat message: what needs somebody first, then what changed.
import type { Digest, DigestLine, DigestSection } from './digest.ts'
import { DIGEST_SECTIONS, needed } from './digest-words.ts'
import { escapeHtml, FOOT, linkTo, mailPage, type NoticeMail } from './notice-mail.ts'
import { addressOf, placeOf } from './place-of.ts'

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' })
const SHORT_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const at = (date: string) => new Date(`${date}T00:00:00Z`)
/** 16 to 22 November. */
export function weekInWords({ from, to }: Pick<Digest, 'from' | 'to'>): string {
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7)
  return `${isOneMonth ? at(from).getUTCDate() : DAY.format(at(from))} to ${DAY.format(at(to))}`
}
const spokenDays = (text: string) => text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => SHORT_DAY.format(at(date)))

const CALM = 'A calm week: nothing changed, and nothing waits for you.'
const isCalm = ({ needs, changed }: Digest) => needs.length + changed.length === 0

function subjectOf(digest: Digest): string {
  const needs = needed(digest.needs.map(({ kind, lines, more }) => ({ kind, count: lines.length + more })))
  return `Your week, ${weekInWords(digest)}: ${needs || (isCalm(digest) ? 'all calm' : 'nothing waits for you')}`
}

const PARTS = [
  ['needs', 'What needs you'],
  ['changed', 'What changed'],
] as const
const partsOf = (digest: Digest) =>
  PARTS.map(([part, title]) => ({ title, sections: digest[part] as readonly DigestSection[] })).filter(
    ({ sections }) => sections.length > 0,
  )

/** Where a line leads. */
export const pathOf = ({ entity, projectId }: DigestLine): string =>
  addressOf(placeOf(entity, projectId) ?? { to: '/digest' })
const digestPath = ({ to }: Digest) => addressOf({ to: '/digest', search: { to } })
const titleOf = ({ kind, summary }: DigestSection) => {
  const { title } = DIGEST_SECTIONS[kind]
  return summary === null ? title : `${title}: ${summary}`
}

export function weeklyMail(digest: Digest, urlOf: (path: string) => string, muteUrl: string): NoticeMail {
  const url = urlOf(digestPath(digest))
  const parts = partsOf(digest)
  const text = parts.map(({ title, sections }) =>
    [title.toUpperCase(), ...sections.map((section) => sectionInText(section, urlOf))].join('\n\n'),
  )
  const html = parts.map(({ title, sections }) =>
    [`<h2>${title}</h2>`, ...sections.map((section) => sectionInHtml(section, urlOf))].join('\n'),
  )
  const foot = `${FOOT} ${linkTo(url, 'See it in Project Operations')} · ${linkTo(muteUrl, 'Less mail')}`
  return {
    subject: subjectOf(digest),
    text: `${isCalm(digest) ? CALM : text.join('\n\n\n')}\n\n${url}\n\n-- \n${FOOT}\nLess mail: ${muteUrl}\n`,
    html: mailPage(
      `<h1>Your week</h1>\n<p class="dim">${weekInWords(digest)}</p>\n${isCalm(digest) ? `<p>${CALM}</p>` : html.join('\n')}`,
      foot,
    ),
  }
}

function sectionInText(section: DigestSection, urlOf: (path: string) => string): string {
  const { kind, lines, more } = section
  const told = lines.map((line) => `  * ${spokenDays(line.text)}\n    ${urlOf(pathOf(line))}`)
  if (more > 0) told.push(`  and ${more} more: ${urlOf(DIGEST_SECTIONS[kind].path)}`)
  return [titleOf(section), ...told].join('\n')
}

function sectionInHtml({ kind, summary, lines, more }: DigestSection, urlOf: (path: string) => string): string {
  const { title, path } = DIGEST_SECTIONS[kind]
  const about = summary === null ? '' : ` <span class="dim">${escapeHtml(summary)}</span>`
  const told = lines.map((line) => `<li>${linkTo(urlOf(pathOf(line)), spokenDays(line.text))}</li>`)
  if (more > 0) told.push(`<li>${linkTo(urlOf(path), `and ${more} more`)}</li>`)
  return `<h3>${title}${about}</h3>\n<ul>${told.join('')}</ul>`
}

/** What chat has room for at a glance: the sections without addresses; the message leads to the page. */
export function digestInChat(digest: Digest): { subject: string; text: string; path: string } {
  const text = partsOf(digest).map(({ title, sections }) =>
    [title.toUpperCase(), ...sections.map(sectionInChat)].join('\n\n'),
  )
  return { subject: subjectOf(digest), text: isCalm(digest) ? CALM : text.join('\n\n'), path: digestPath(digest) }
}

function sectionInChat(section: DigestSection): string {
  const told = section.lines.map(({ text }) => `• ${spokenDays(text)}`)
  if (section.more > 0) told.push(`• and ${section.more} more`)
  return [titleOf(section), ...told].join('\n')
}
