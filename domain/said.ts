// A sentence of ours that can be said in other languages: its English text with gaps, and what fills them.
import { moneyIn } from './money.ts'

export interface Said {
  /** English, with {0}, {1} … where the values stand; the key by which catalogues translate it. */
  text: string
  /** Names stay as they are; what is itself said is translated too. */
  values: SaidValue[]
  /** The English text of one, where the first value is a number of things, which stands in both texts as {count}. */
  one?: string | undefined
}
export interface Money {
  minor: number
  currency: string
}
export type SaidValue = string | number | Said | Money
export const isMoney = (value: Said | Money): value is Money => 'minor' in value

/** say`${who} created ${name}`: the English sentence, taken apart so that it can be translated. */
export const say = (texts: TemplateStringsArray, ...values: SaidValue[]): Said => ({
  text: texts.map((text, place) => (place === 0 ? text : `{${place - 1}}${text}`)).join(''),
  values,
})

/** How many of something: sayCount(3, '{count} task', '{count} tasks'). */
export const sayCount = (count: number, one: string, many: string): Said => ({ text: many, values: [count], one })

/** A status, a kind or a field as its words, which the reader's language has too. */
export const sayWord = (word: string): Said => ({ text: word.replaceAll('_', ' '), values: [] })

/** How a thing stands, as the pages call it. */
export const sayStatus = (status: string, of?: 'task'): Said => {
  if (status !== 'pending') return sayWord(status)
  return of === 'task' ? say`to do` : say`new`
}

/** One after the other with commas between, without what is not there; undefined of nothing. */
export const listed = (parts: readonly (SaidValue | false | null | undefined)[]): Said | undefined => {
  const there = parts.filter((part) => part !== false && part !== null && part !== undefined)
  const [first, ...others] = there.map((part): Said => (isSaid(part) ? part : { text: '{0}', values: [part] }))
  return first && others.reduce((so, each) => say`${so}, ${each}`, first)
}
/** Each on a line of its own; there is at least one. */
export const sayLines = (lines: readonly Said[]): Said => lines.reduce((so, each) => say`${so}\n${each}`)
const isSaid = (value: SaidValue): value is Said => typeof value === 'object' && !isMoney(value)

/** Without what translators are told. */
export const withoutNote = (text: string): string => text.replace(/ \/\/ .*/s, '')

export const inEnglish = ({ text, values, one }: Said): string =>
  withoutNote(one !== undefined && values[0] === 1 ? one : text).replaceAll(/\{(\d+|count)\}/g, (_, place: string) => {
    const value = values[place === 'count' ? 0 : Number(place)] ?? ''
    if (typeof value !== 'object') return String(value)
    return isMoney(value) ? moneyIn(value.minor, value.currency) : inEnglish(value)
  })

/** As a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
