// Markdown as people write it in messages, taken apart into plain values: nothing in it becomes markup by itself.

export type Block =
  | { kind: 'code' | 'heading' | 'quote' | 'text'; text: string }
  | { kind: 'list'; ordered: boolean; start: number; items: string[] }
  | { kind: 'rule' }
export type Span =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'strong' | 'emphasis'; spans: Span[] }
  | { kind: 'link'; address: string; spans: Span[] }

const FENCE = /^\s*(```|~~~)/
const ITEM = /^\s{0,8}([-*+]|(\d{1,9})[.)])\s(.*)$/s
const HEADING = /^\s{0,3}#{1,6}\s(.*)$/s
const QUOTE = /^\s{0,3}>\s?(.*)$/
const RULE = /^\s{0,3}([-*_])(\s*\1){2,}\s*$/

/** The blocks of a message in their order. */
export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = []
  const lines = markdown.replaceAll('\r\n', '\n').split('\n')
  for (let at = 0; at < lines.length;) at = takeBlock(lines, at, blocks)
  return blocks
}

/** Adds the block that begins at this line; answers where the next one does. */
function takeBlock(lines: readonly string[], at: number, blocks: Block[]): number {
  const line = lines[at] ?? ''
  if (line.trim() === '') return at + 1
  if (FENCE.test(line)) return takeCode(lines, at, blocks)
  if (RULE.test(line)) return blocks.push({ kind: 'rule' }) && at + 1
  const heading = HEADING.exec(line)
  if (heading) return blocks.push({ kind: 'heading', text: (heading[1] ?? '').trimStart() }) && at + 1
  if (ITEM.test(line)) return takeList(lines, at, blocks)
  const isQuote = QUOTE.test(line)
  let end = at + 1
  while (end < lines.length && (isQuote ? QUOTE.test(lines[end] ?? '') : isPlain(lines[end] ?? ''))) end++
  const text = lines.slice(at, end).map((each) => (isQuote ? (QUOTE.exec(each)?.[1] ?? '') : each))
  blocks.push({ kind: isQuote ? 'quote' : 'text', text: text.join('\n') })
  return end
}

const isPlain = (line: string): boolean =>
  line.trim() !== '' && ![FENCE, RULE, HEADING, ITEM, QUOTE].some((beginning) => beginning.test(line))

function takeCode(lines: readonly string[], at: number, blocks: Block[]): number {
  const end = lines.findIndex((line, index) => index > at && FENCE.test(line))
  const last = end === -1 ? lines.length : end
  blocks.push({ kind: 'code', text: lines.slice(at + 1, last).join('\n') })
  return last + 1
}

/** An item goes on over the lines below it that begin nothing of their own. */
function takeList(lines: readonly string[], at: number, blocks: Block[]): number {
  const first = ITEM.exec(lines[at] ?? '')
  const ordered = first?.[2] !== undefined
  const items: string[] = []
  let end = at
  for (; end < lines.length; end++) {
    const line = lines[end] ?? ''
    const item = ITEM.exec(line)
    if (item && (item[2] !== undefined) === ordered) items.push((item[3] ?? '').trimStart())
    else if (!item && isPlain(line)) items[items.length - 1] += `\n${line.trim()}`
    else break
  }
  blocks.push({ kind: 'list', ordered, start: Number(first?.[2] ?? 1), items })
  return end
}

// The bounds keep a long line of brackets from being looked through again and again.
const INLINE =
  /`([^`\n]{1,500})`|(?:\*\*|__)(?=\S)([^*_\n]{1,500}?)(?:\*\*|__)|(?<![\w*])[*_](?=[^\s*_])([^*_\n]{1,500}?)[*_](?![\w*])|!?\[([^\][\n]{0,500})\]\(([^()\s]{1,2000})\)|(https?:\/\/[^\s<>()]{1,2000}[^\s<>().,;:!?'"*_])/g
const SAFE_ADDRESS = /^(https?:\/\/|mailto:)/i
const MOST_DEEP = 3

/** The parts of a line; an address leads only where the web's or a mail's own scheme says so. */
export function spansOf(text: string, depth = 0): Span[] {
  const spans: Span[] = []
  let end = 0
  const plain = (upTo: number) => upTo > end && spans.push({ kind: 'text', text: text.slice(end, upTo) })
  if (depth < MOST_DEEP)
    for (const match of text.matchAll(INLINE)) {
      const span = spanOf(match, depth + 1)
      if (!span) continue
      plain(match.index)
      spans.push(span)
      end = match.index + match[0].length
    }
  plain(text.length)
  return spans
}

function spanOf([, code, strong, emphasis, words, address, bare]: RegExpMatchArray, depth: number): Span | undefined {
  if (code !== undefined) return { kind: 'code', text: code }
  if (strong !== undefined) return { kind: 'strong', spans: spansOf(strong, depth) }
  if (emphasis !== undefined) return { kind: 'emphasis', spans: spansOf(emphasis, depth) }
  if (bare !== undefined) return { kind: 'link', address: bare, spans: [{ kind: 'text', text: bare }] }
  if (address === undefined || !SAFE_ADDRESS.test(address)) return undefined
  return { kind: 'link', address, spans: spansOf(words || address, MOST_DEEP) }
}
