// The languages that the server speaks, in mail, chat and on pages of its own: the catalogues that the page has.
import { readFileSync } from 'node:fs'
import { pseudo } from '../../domain/pseudo-words.ts'
import {
  isLanguage,
  isLocale,
  languageOf,
  LANGUAGES,
  PSEUDO,
  speechOf,
  type Catalogue,
  type Speech,
} from '../../domain/speech.ts'

/** What is said in a language, by its English text. */
export function catalogueOf(language: string): Catalogue {
  const name = language === PSEUDO ? 'en' : language
  const file = new URL(`../../web/languages/${name}.json`, import.meta.url)
  const catalogue = JSON.parse(readFileSync(file, 'utf8')) as Catalogue
  return language === PSEUDO ? pseudo(catalogue) : catalogue
}

/** People write locales of their own. */
const MOST_KEPT = 100
const KEPT = new Map<string, Speech>()

/** In the language of this locale, with dates and numbers as it has them; English where there are no words of it. */
export function speechIn(locale: string): Speech {
  const known = KEPT.get(locale)
  if (known) return known
  const language = languageOf(locale)
  const isSpoken = language === PSEUDO || (isLanguage(language) && language !== 'en')
  const speech = isSpoken
    ? speechOf(language, locale, catalogueOf(language))
    : speechOf('en', language === 'en' ? locale : 'en-GB', {})
  if (KEPT.size < MOST_KEPT) KEPT.set(locale, speech)
  return speech
}

/** The first language that a browser asks for and that there are words of; `language` in the address asks first. */
export function localeAsked(url: string, accepted: string | undefined): string | undefined {
  const first = new URL(url, 'http://localhost').searchParams.get('language')
  const tags = (accepted ?? '')
    .slice(0, 1000)
    .split(',')
    .map((each) => {
      const [tag = '', quality] = each.trim().split(/\s*;\s*q=/)
      return { tag, quality: quality === undefined ? 1 : Number(quality) }
    })
  const inOrder = tags.toSorted((one, other) => other.quality - one.quality).map(({ tag }) => tag)
  return [first ?? '', ...inOrder].find(isLocale)
}

/** In each of the languages that mails are written in. */
export const allSpeeches = (): Speech[] => Object.keys(LANGUAGES).map(speechIn)
