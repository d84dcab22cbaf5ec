// What a page shown in the pseudo-language says that nobody can translate: texts outside of ⟦brackets⟧ that are neither names
// and texts out of the database nor what Intl writes.
import type { Page } from 'playwright-core'

/** Said by the server in English for programs; the page has them in the reader's language. */
const FOR_PROGRAMS = new Set(['sentence', 'says', 'message', 'detail', 'description', 'explanation', 'said'])
/** Values of the contract, which have words in the page. */
const CODED =
  /^(status|type|kind|priority|band|event|code|rule|metric|engagement|billingMode|visibility|channel|direction|source|severity|outcome|reason|interval|scheduling|promised|state|worst|roles|from|to)$/

/** Texts out of the database, as the replies to this page had them. */
export class Texts {
  readonly #whole = new Set<string>()
  readonly #long: string[] = []

  constructor(page: Page) {
    page.on('response', async (reply) => {
      if (reply.url().includes('/v1/') && reply.headers()['content-type']?.includes('json'))
        this.#add(await reply.json().catch(() => null))
    })
  }

  #add(value: unknown, key = ''): void {
    if (typeof value === 'string') {
      if (CODED.test(key) && /^[a-z]+(_[a-z]+)*$/.test(value)) return
      this.#whole.add(plain(value))
      if (value.length > 40) this.#long.push(plain(value))
    } else if (Array.isArray(value)) for (const each of value) this.#add(each, key)
    else if (value !== null && typeof value === 'object')
      for (const [name, each] of Object.entries(value)) if (!FOR_PROGRAMS.has(name)) this.#add(each, name)
  }

  has(text: string): boolean {
    const wanted = plain(text)
    return this.#whole.has(wanted) || this.#long.some((each) => each.includes(wanted))
  }
}
const plain = (text: string): string =>
  text
    .replaceAll(/[\s*_`#>…-]+/g, ' ')
    .trim()
    .toLowerCase()

/** Months, weekdays, how long ago, units: Intl has them in every language. */
const OF_INTL =
  /^(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|[mtwfs]|in|ago|at|am|pm|today|tomorrow|yesterday|now|this|next|last|days?|hr|hours?|min|minutes?|mo|yr|years?|kb|mb|k|m|eur|usd|gbp|chf)$/i

/** The texts of the page, what is read out included. */
const TEXTS = `(() => {
  const texts = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const { parentElement: parent, data } = walk.currentNode
    if (!parent.closest('script, style, noscript, [data-own-words], textarea, pre, code')) texts.push(data)
  }
  for (const element of document.body.querySelectorAll('[aria-label], [placeholder], [title], [alt]'))
    for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
      if (element.hasAttribute(name)) texts.push(element.getAttribute(name))
  return texts
})()`

export async function untranslatedOn(page: Page, known: Texts): Promise<string[]> {
  const texts = (await page.evaluate(TEXTS)) as string[]
  return [...new Set(texts.filter((text) => !isTold(text, known)))]
}

function isTold(text: string, known: Texts): boolean {
  let left = text
  for (let before = ''; before !== left;) {
    before = left
    left = left.replaceAll(/⟦[^⟦⟧]*⟧/g, ' ')
  }
  return (
    known.has(left) || left.split(/[·,:;()/+|→↑↓–—−“”\n]|\s-\s|\.\s/).every((part) => !isWords(part) || known.has(part))
  )
}

const isWords = (part: string): boolean =>
  part
    .split(/[\s.]+/)
    .map((word) => word.replaceAll(/[^\p{L}]/gu, ''))
    .some((word) => word !== '' && !OF_INTL.test(word) && !/^\p{Lu}{1,2}$/u.test(word))
