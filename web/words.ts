// What the page says, in the reader's language: English is the key, a catalogue in languages/ has the others.
import type { Said } from '../domain/said.ts'
import {
  isLanguage,
  languageOf,
  PSEUDO,
  speechOf,
  type Catalogue,
  type Language,
  type Values,
} from '../domain/speech.ts'

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

/** A language as the reader's browser has it: of de, their de-AT. */
export const localeOf = (language: Language): string => own.find((tag) => languageOf(tag) === language) ?? language

let speech = speechOf('en', LOCALE, {})

/** Before the first word is shown: the first of the reader's languages that there are words of. */
export async function loadWords(): Promise<void> {
  const language = [LOCALE, ...own].map(languageOf).find((each) => each === PSEUDO || isLanguage(each)) ?? 'en'
  document.documentElement.lang = language
  if (language === 'en') return
  const load = catalogues[`./languages/${language === PSEUDO ? 'en' : language}.json`]
  if (!load) return
  const words = await load()
  speech = speechOf(
    language,
    LOCALE,
    language === PSEUDO ? (await import('../domain/pseudo-words.ts')).pseudo(words) : words,
  )
}

/** A text in the reader's language; `{name}` in it is filled in, and what follows ` // ` says to translators what is meant. */
export const t = (text: string, values?: Values): string => speech.t(text, values)
/** A text that depends on a number, which stands in it as `{count}`: `tn(3, '{count} task', '{count} tasks')`. */
export const tn = (count: number, one: string, many: string, values?: Values): string =>
  speech.tn(count, one, many, values)
/** A part of a sentence. */
export const phrase = (said: Said): string => speech.phrase(said)
/** What the server says, in the reader's language; names in it stay as they are. */
export const told = (said: Said): string => speech.told(said)
