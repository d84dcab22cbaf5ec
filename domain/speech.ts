// How a text is said in a language: looked up in its catalogue, its gaps filled, numbers and money written as they are there.
import { moneyIn } from './money.ts'
import { capital, isMoney, withoutNote, type Said, type SaidValue } from './said.ts'

/** Languages with their own names; each but English has a catalogue. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES
export const isLanguage = (tag: string): tag is Language => Object.hasOwn(LANGUAGES, tag)
/** For trying it out: English, longer and with accents, so that what nobody can translate is seen. */
export const PSEUDO = 'en-XA'
/** Of a locale such as de-AT, de; the language that nobody speaks is one by itself. */
export const languageOf = (locale: string): string => (locale === PSEUDO ? locale : locale.replace(/[-_].*/s, ''))

/** Of a language that there are words of, and formats. */
export function isLocale(tag: string): boolean {
  try {
    return (tag === PSEUDO || isLanguage(languageOf(tag))) && Intl.DateTimeFormat.supportedLocalesOf([tag]).length > 0
  } catch {
    return false
  }
}

/** By its English text: that text, or its forms by number. */
export type Catalogue = Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>
export type Values = Record<string, string | number>

export interface Speech {
  language: string
  locale: string
  /**
   * A text; `{name}` in it is filled in. What follows ` // ` tells translators what is meant, where one English word is
   * several of theirs.
   */
  t: (text: string, values?: Values) => string
  /** A text that depends on a number, which stands in it as `{count}`: `tn(3, '{count} task', '{count} tasks')`. */
  tn: (count: number, one: string, many: string, values?: Values) => string
  /** A part of a sentence. Names in it stay as they are. */
  phrase: (said: Said) => string
  /** A sentence. */
  told: (said: Said) => string
}

const fill = (text: string, values: Values): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

/** What the catalogue lacks is said in English. */
export function speechOf(language: string, locale: string, catalogue: Catalogue): Speech {
  const plurals = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(locale)
  const wordsOf = (text: string) => (Object.hasOwn(catalogue, text) ? catalogue[text] : undefined)
  const t: Speech['t'] = (text, values = {}) => {
    const found = wordsOf(text)
    return fill((typeof found === 'object' ? found.other : found) ?? withoutNote(text), values)
  }
  const tn: Speech['tn'] = (count, one, many, values = {}) => {
    const found = wordsOf(many)
    const own = typeof found === 'object' ? (found[plurals.select(count)] ?? found.other) : undefined
    return fill(own ?? withoutNote(count === 1 ? one : many), { count: numbers.format(count), ...values })
  }
  const valueOf = (value: SaidValue): string => {
    if (typeof value === 'number') return numbers.format(value)
    if (typeof value === 'string') return value
    return isMoney(value) ? moneyIn(value.minor, value.currency, locale) : phrase(value)
  }
  const phrase = ({ text, values, one }: Said): string => {
    const filled = Object.fromEntries(values.map((value, at) => [at, valueOf(value)]))
    return one === undefined ? t(text, filled) : tn(Number(values[0]), one, text, filled)
  }
  return { language, locale, t, tn, phrase, told: (said) => capital(phrase(said)) }
}
