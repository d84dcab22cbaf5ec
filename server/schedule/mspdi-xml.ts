// Reading XML of limited size into elements with children by name; it knows nothing of what they mean.
import { SaxesParser } from 'saxes'
import { invalid } from '../../domain/problems.ts'

const MAX_CHARACTERS = 50_000_000
const MAX_DEPTH = 50
/** Plans of ten thousand tasks have fewer in a file of the size that is taken. */
const MAX_ELEMENTS = 400_000

export const unreadable = (message: string) => invalid([{ pointer: '', rule: 'xml', message }], 400)

/** An element: its text where it has any, and its children. */
export interface Element {
  text: string
  children: ReadonlyMap<string, readonly Element[]>
}
const NONE: Element['children'] = new Map()
const NOTHING: Element = { text: '', children: NONE }
interface OpenElement extends Element {
  own: Map<string, Element[]> | undefined
}

/** The first child of this name; an empty element where there is none. */
export const child = (element: Element, name: string): Element => element.children.get(name)?.[0] ?? NOTHING
export const children = (element: Element, name: string): readonly Element[] => element.children.get(name) ?? []
export const textOf = (element: Element, name: string): string => child(element, name).text
/** A number, or null where there is none to be read. */
export function numberOf(element: Element, name: string): number | null {
  const text = textOf(element, name)
  return text === '' || !Number.isFinite(Number(text)) ? null : Number(text)
}

/**
 * The root element, or `validation_error` (400) that says where the text is no XML. Text is kept where an element has
 * nothing else in it; attributes are not read. A DOCTYPE is refused: entities of one's own are how XML is made to explode.
 */
export function parseXml(text: string, root: string): Element {
  if (text.length > MAX_CHARACTERS) throw unreadable(`is longer than ${MAX_CHARACTERS.toLocaleString('en')} characters`)
  const parser = new SaxesParser()
  const top = newElement()
  const open = [top]
  parser.on('doctype', () => {
    throw unreadable('has a DOCTYPE, which no plan needs')
  })
  let elements = 0
  parser.on('opentag', ({ name }) => {
    if (++elements > MAX_ELEMENTS) throw unreadable(`has more than ${MAX_ELEMENTS.toLocaleString('en')} elements`)
    const element = newElement()
    addTo(open.at(-1) ?? top, localName(name), element)
    open.push(element)
    if (open.length > MAX_DEPTH) throw unreadable(`has elements within more than ${MAX_DEPTH} others`)
  })
  const addText = (more: string) => {
    const element = open.at(-1)
    if (element) element.text += more
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const element = open.pop()
    if (element) element.text = element.children.size > 0 ? '' : element.text.trim()
  })
  parser.on('error', ({ message }) => {
    throw unreadable(`is no well-formed XML: line ${message.replace(/^(\d+):(\d+): /, '$1, column $2: ')}`)
  })
  parser.write(text.replace(/^\uFEFF/, '')).close()
  const element = top.children.get(root)?.[0]
  if (!element) throw unreadable(`is no Microsoft Project XML: its root is not ${root}`)
  return element
}

// Most elements hold text alone: a map of their own comes with the first child.
const newElement = (): OpenElement => ({ text: '', children: NONE, own: undefined })
function addTo(parent: OpenElement, name: string, element: Element): void {
  parent.own ??= new Map()
  parent.children = parent.own
  const alike = parent.own.get(name)
  if (alike) alike.push(element)
  else parent.own.set(name, [element])
}
const localName = (name: string): string => name.slice(name.indexOf(':') + 1)
