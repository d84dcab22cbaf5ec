// Writing XML: elements with text or with others in them. What XML can not hold does not get in.

/** An element with its text; nothing where the value is null. */
export const element = (name: string, value: string | number | null): string =>
  value === null ? '' : `<${name}>${typeof value === 'number' ? value : escaped(value)}</${name}>`

/** An element with these in it, each as `element` or `group` made it. */
export const group = (name: string, parts: readonly string[]): string => `<${name}>${parts.join('')}</${name}>`

// XML 1.0 has no way to write these at all, not even as references.
// oxlint-disable-next-line no-control-regex -- they are what is taken out
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(UNWRITABLE, ' ')
    .replaceAll(/[&<>\r]/g, (character) => ENTITIES[character] ?? '')
