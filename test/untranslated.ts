// What a page shown in the pseudo-language says that nobody can translate: texts outside of ⟦brackets⟧ that are neither names
// and texts out of the database nor what Intl writes.
import type { Page } from 'playwright-core'

/** Said by the server in English for programs; the page has them in the reader's language. */
const FOR_PROGRAMS = new Set(['sentence', 'says', 'message', 'detail', 'said', 'statusText'])
/** Values of the contract, which have words in the page. */
const CODED =
  /^(status|type|kind|priority|band|event|code|rule|metric|engagement|billingMode|visibility|channel|direction|source|severity|outcome|reason|interval|scheduling|promised|state|worst|roles|from|to)$/

/** Texts out of the database, as the replies to this page had them. */
export class Texts {
  readonly #known = new Set<string>()

  constructor(page: Page) {
    page.on('response', async (reply) => {
      if (reply.url().includes('/v1/') && reply.headers()['content-type']?.includes('json'))
        this.#add(await reply.json().catch(() => null))
    })
  }

  #add(value: unknown, key = ''): void {
    if (typeof value === 'string') {
      if (/\p{L}{2}/u.test(value) && !(CODED.test(key) && /^[a-z]+(_[a-z]+)*$/.test(value)))
        this.#known.add(plain(value))
    } else if (Array.isArray(value)) for (const each of value) this.#add(each, key)
    else if (value !== null && typeof value === 'object')
      for (const [name, each] of Object.entries(value)) if (!FOR_PROGRAMS.has(name)) this.#add(each, name)
  }

  /** What is left of a text without them; of a long one only its beginning, or one of its lines, may be shown. */
  without(text: string): string {
    let left = plain(text)
    const [beginning = ''] = left.split('…')
    for (const known of [...this.#known].toSorted((one, other) => other.length - one.length)) {
      if (beginning.length > 20 && known.includes(beginning.trim())) return ''
      left = left.replaceAll(known, ' ')
    }
    return left
  }
}
const plain = (text: string): string =>
  text
    .replaceAll(/[\s*_`#>]+/g, ' ')
    .trim()
    .toLowerCase()

/** Months, weekdays, how long ago, units, currencies, zones: Intl has them in every language. */
const OF_INTL =
  /^(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|[mtwfs]|in|ago|at|am|pm|today|tomorrow|yesterday|now|this|next|last|days?|hr|hours?|min|minutes?|mo|yr|years?|kb|mb|k|m|\p{L})$/iu
/** Lists that Intl has, languages in their own names, and what the library of charts says of its marks. */
const SAID_BY_OTHERS = /^([A-Z]{3} – .+|[A-Z]\w+\/[\w/+-]+|UTC|English|Deutsch|.+ legend icon)$/

/** The texts of the page with what is read out. A sentence that a link interrupts is one; ‘translate="no"’ says what is the same in each language. */
const TEXTS = `(() => {
  const texts = []
  const own = 'script, style, noscript, textarea, pre, code, kbd, [translate=no], [aria-hidden=true]'
  const isOpen = (text) => (text.match(/⟦/g) ?? []).length !== (text.match(/⟧/g) ?? []).length
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    let { parentElement: element, data: text } = walk.currentNode
    if (element.closest(own)) continue
    for (; isOpen(text) && element !== document.body; element = element.parentElement) text = element.textContent
    texts.push(text)
  }
  for (const element of document.body.querySelectorAll('[aria-label], [placeholder], [title], [alt]'))
    for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
      if (element.hasAttribute(name) && !element.closest('[translate=no], [aria-hidden=true]'))
        texts.push(element.getAttribute(name))
  return texts
})()`

export async function untranslatedOn(page: Page, known: Texts): Promise<string[]> {
  const texts = (await page.evaluate(TEXTS)) as string[]
  return [...new Set(texts)].filter((text) => {
    if (SAID_BY_OTHERS.test(text)) return false
    const left = outsideBrackets(text)
    return hasWords(left) && hasWords(known.without(left))
  })
}

/** Whether a text has words that nobody can translate, beside these names. */
export function untranslatedIn(text: string, names: readonly string[]): boolean {
  const longestFirst = names.toSorted((one, other) => other.length - one.length)
  return hasWords(longestFirst.reduce((left, name) => left.replaceAll(name, ' '), outsideBrackets(text)))
}

function outsideBrackets(text: string): string {
  let left = text
  for (let before = ''; before !== left;) {
    before = left
    left = left.replaceAll(/⟦[^⟦⟧]*⟧/g, ' ')
  }
  return left
}

const hasWords = (text: string): boolean => text.split(/[^\p{L}’]+/u).some((word) => word !== '' && !OF_INTL.test(word))
