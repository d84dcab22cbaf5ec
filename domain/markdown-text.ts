// A message's Markdown as the plain text of a mail: what reads well as it is stays; marks that only a page shows go.

/** Links keep their address behind their words, images their description. Line breaks and code stay as they are. */
export function plainTextOf(markdown: string): string {
  let inCode = false
  const lines = markdown
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => {
      if (/^\s*(```|~~~)/.test(line)) {
        inCode = !inCode
        return undefined
      }
      return inCode ? line : plainLine(line)
    })
  return lines
    .filter((line) => line !== undefined)
    .join('\n')
    .trim()
}

// The bounds keep a long line of brackets from being looked through again and again.
const plainLine = (line: string): string =>
  line
    .replace(/^(\s*)#{1,6}\s+/, '$1')
    .replaceAll(/!\[([^\][]{0,500})\]\(([^()\s]{1,2000})\)/g, '$1 ($2)')
    .replaceAll(/\[([^\][]{1,500})\]\(([^()\s]{1,2000})\)/g, (_, words: string, address: string) =>
      words === address ? address : `${words} (${address})`,
    )
    .replaceAll(/(\*\*|__)(?=\S)([^*_]{1,500}?\S?)\1/g, '$2')
