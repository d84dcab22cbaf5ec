// A language that nobody speaks, made of the English words: each in ⟦brackets⟧, accented and some 40 % longer. What is
// not in brackets on a page shown in it can not be translated; what breaks there would break in a real language.
import type { Catalogue } from './speech.ts'

const ACCENTED: Record<string, string> = {
  a: 'á',
  c: 'ç',
  e: 'é',
  i: 'í',
  n: 'ñ',
  o: 'ö',
  u: 'ü',
  A: 'Å',
  E: 'É',
  O: 'Ö',
}
const LONGER = 0.4

function pseudoText(text: string): string {
  // What is filled in keeps its name.
  const accented = text.replaceAll(/\{\w+\}|[a-zA-Z]/g, (part) => ACCENTED[part] ?? part)
  const letters = text.replaceAll(/\{\w+\}/g, '').length
  return `⟦${accented}${' one two three four five six seven eight nine ten'.repeat(9).slice(0, Math.ceil(letters * LONGER))}⟧`
}

export const pseudo = (english: Catalogue): Catalogue =>
  Object.fromEntries(
    Object.entries(english).map(([text, said]) => [
      text,
      typeof said === 'string'
        ? pseudoText(said)
        : Object.fromEntries(Object.entries(said).map(([form, each]) => [form, pseudoText(each)])),
    ]),
  )
