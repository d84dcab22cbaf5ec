// What the page says, ready for translation: English is the key, a catalogue in languages/ has the others.

type Values = Record<string, string | number>
type Catalogue = Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>

const catalogues = import.meta.glob<Catalogue>('./languages/*.json', { import: 'default' })
/** Whether there are formats for it; some machines name locales that are none. */
function isLocale(tag: string | null): tag is string {
  try {
    return tag !== null && Intl.DateTimeFormat.supportedLocalesOf([tag]).length > 0
  } catch {
    return false
  }
}
const wanted = [new URLSearchParams(location.search).get('language'), ...navigator.languages, 'en']
/** The reader's own locale, for dates and numbers. */
export const LOCALE = wanted.find(isLocale) ?? 'en'

let catalogue: Catalogue = {}
let plurals = new Intl.PluralRules('en')

/** Before the first word is shown: the reader's language where there is a catalogue of it, else English. */
export async function loadWords(): Promise<void> {
  const language = LOCALE.split('-')[0] ?? 'en'
  const load = catalogues[`./languages/${language}.json`]
  if (!load) return
  catalogue = await load()
  plurals = new Intl.PluralRules(language)
  document.documentElement.lang = language
}

const fill = (text: string, values: Values): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

/** A text in the reader's language; `{name}` in it is filled in. */
export function t(text: string, values: Values = {}): string {
  const found = catalogue[text]
  return fill(typeof found === 'string' ? found : text, values)
}

/** A text that depends on a number, which stands in it as `{count}`: `tn(3, '{count} task', '{count} tasks')`. */
export function tn(count: number, one: string, many: string, values: Values = {}): string {
  const found = catalogue[many]
  const own = typeof found === 'object' ? (found[plurals.select(count)] ?? found.other) : undefined
  return fill(own ?? (count === 1 ? one : many), { count: new Intl.NumberFormat(LOCALE).format(count), ...values })
}
