// The words of an HTML mail that brings no plain text; only words, so nothing in it can act.

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }
/** More of a page than anybody reads; each step below goes through it once. */
const MAX_CHARACTERS = 1_000_000

export function textOfHtml(html: string): string {
  return html
    .slice(0, MAX_CHARACTERS)
    .replaceAll(/<!--[\s\S]*?(-->|$)/g, '')
    .replaceAll(/<(script|style|head|title)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<(br|\/p|\/div|\/tr|\/li|\/h[1-6]|blockquote)\b[^<>]*>/gi, '\n')
    .replaceAll(/<li\b[^<>]*>/gi, '- ')
    .replaceAll(/<[^<>]*>/g, '')
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
