// The words of an HTML mail that brings no plain text; only words, so nothing in it can act.

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }
/** More of a page than anybody reads; each step below goes through it once. */
const MAX_CHARACTERS = 400_000

/** What is in these is not for reading. */
const HIDDEN = new Set(['script', 'style', 'head', 'title'])
const BREAKS = new Set(['br', '/p', '/div', '/tr', '/li', '/h1', '/h2', '/h3', '/h4', '/h5', '/h6', 'blockquote'])

/** What each tag, and each stretch of text between tags, says in plain words; it knows what it is in. */
function wordsOf() {
  let hiddenIn: string | undefined
  return (found: string, tag: string | undefined): string => {
    const name = tag === undefined ? undefined : (/^\/?\w*/.exec(tag)?.[0].toLowerCase() ?? '')
    if (hiddenIn !== undefined) {
      if (name === `/${hiddenIn}`) hiddenIn = undefined
      return ''
    }
    if (name === undefined) return found.replaceAll(/\s+/g, ' ')
    if (HIDDEN.has(name)) hiddenIn = name
    if (BREAKS.has(name)) return '\n'
    return name === 'li' ? '- ' : ''
  }
}

export function textOfHtml(html: string): string {
  return html
    .slice(0, MAX_CHARACTERS)
    .replaceAll(/<!--[\s\S]*?(-->|$)/g, '')
    .replaceAll(/<([^<>]*)>|[^<]+|</g, wordsOf())
    .replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name: string | undefined) =>
      name === undefined
        ? characterOf(Number.parseInt(decimal ?? hex, decimal ? 10 : 16))
        : (ENTITIES[name.toLowerCase()] ?? whole),
    )
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

const characterOf = (code: number) =>
  code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
