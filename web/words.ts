// What the page says, in the reader's language: English is the key, a catalogue in languages/ has the others.
import { capital, type Said } from '../domain/said.ts'

type Values = Record<string, string | number>
export type Catalogue = Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>

/** For trying it out: English, longer and with accents, so that what nobody can translate is seen. */
const PSEUDO = 'en-XA'
/** Languages with their own names; each but English has a catalogue, which is fetched by who reads it. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES
export const isLanguage = (tag: string): tag is Language => Object.hasOwn(LANGUAGES, tag)
const catalogues = import.meta.glob<Catalogue>('./languages/*.json', { import: 'default' })

const KEPT = 'language'
/** The language chosen in this browser; else its own is taken. */
export const chosenLanguage = (): string | null => localStorage.getItem(KEPT)
/** The page is shown anew in this language; none: in the browser's. */
export function chooseLanguage(language: Language | null): void {
  if (language === null) localStorage.removeItem(KEPT)
  else localStorage.setItem(KEPT, language)
  location.reload()
}

const languageOf = (tag: string): string => (tag === PSEUDO ? tag : tag.replace(/[-_].*/s, ''))
/** Whether there are formats for it; some machines name locales that are none. */
function isLocale(tag: string | null): tag is string {
  try {
    return tag !== null && Intl.DateTimeFormat.supportedLocalesOf([tag]).length > 0
  } catch {
    return false
  }
}
const asked = [new URLSearchParams(location.search).get('language'), chosenLanguage()].find(isLocale)
const own = [...navigator.languages, 'en'].filter(isLocale)
/** The reader's own locale, for dates and numbers: of a chosen language the kind that their browser names. */
export const LOCALE = (asked === undefined ? own[0] : own.find((tag) => languageOf(tag) === asked)) ?? asked ?? 'en'

let catalogue: Catalogue = {}
let plurals = new Intl.PluralRules('en')

/** Before the first word is shown: the first of the reader's languages that there are words of. */
export async function loadWords(): Promise<void> {
  const language = [LOCALE, ...own].map(languageOf).find((each) => each === PSEUDO || isLanguage(each)) ?? 'en'
  document.documentElement.lang = language
  if (language === 'en') return
  const load = catalogues[`./languages/${language === PSEUDO ? 'en' : language}.json`]
  if (!load) return
  const words = await load()
  catalogue = language === PSEUDO ? (await import('./pseudo-words.ts')).pseudo(words) : words
  plurals = new Intl.PluralRules(language)
}

const fill = (text: string, values: Values): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
const wordsOf = (text: string): Catalogue[string] | undefined =>
  Object.hasOwn(catalogue, text) ? catalogue[text] : undefined

/**
 * A text in the reader's language; `{name}` in it is filled in. What follows ` // ` tells translators what is meant, where
 * one English word is several of theirs.
 */
export function t(text: string, values: Values = {}): string {
  const found = wordsOf(text)
  return fill((typeof found === 'object' ? found.other : found) ?? text.replace(/ \/\/ .*/, ''), values)
}

/** A text that depends on a number, which stands in it as `{count}`: `tn(3, '{count} task', '{count} tasks')`. */
export function tn(count: number, one: string, many: string, values: Record<string, string | number> = {}): string {
  const found = wordsOf(many)
  const own = typeof found === 'object' ? (found[plurals.select(count)] ?? found.other) : undefined
  return fill(own ?? (count === 1 ? one : many), { count: new Intl.NumberFormat(LOCALE).format(count), ...values })
}

/** A part of a sentence. */
export const phrase = ({ text, values }: Said): string =>
  t(text, Object.fromEntries(values.map((value, at) => [at, typeof value === 'object' ? phrase(value) : value])))
/** What the server says, in the reader's language; names in it stay as they are. */
export const told = (said: Said): string => capital(phrase(said))
