// Which passwords are refused whatever their length: those that are tried first, and those made of words that anybody here knows.
import { invalidField } from '../../domain/problems.ts'

/** Beside the person's and the organisation's own names: what this product is called. */
const WORDS_OF_THE_HOUSE = ['project operations', 'projectoperations', 'operations', 'project', 'agency']
/** So much has to be left of a password once such words are taken out of it. */
const LEAST_LEFT = 6
/** Shorter parts of names are in too many good passwords. */
const SHORTEST_WORD = 3

export interface Chooser {
  name: string
  email: string
  organizationName: string
}

let common: Promise<ReadonlySet<string>> | undefined
/** Some fifty thousand passwords from breaches, those that were found most often; read when the first one is asked about. */
const commonPasswords = (): Promise<ReadonlySet<string>> =>
  (common ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common'])))

/** Refuses the field at `pointer` where somebody who guesses would come upon this password soon. */
export async function refuseGuessable(pointer: string, password: string, chooser: Chooser): Promise<void> {
  const typed = password.normalize('NFKC').toLowerCase()
  const known = await commonPasswords()
  if (known.has(typed) || known.has(coreOf(typed)))
    throw invalidField(pointer, 'common', 'is among those that are tried first, whatever is put around it')
  if (isOfWords(typed, wordsOf(chooser)))
    throw invalidField(pointer, 'guessable', 'is made of names and words that anybody here knows')
}

/** Without the digits and signs that people put around a word. */
const coreOf = (text: string) => text.replace(/^[^\p{L}]{1,8}/u, '').replace(/(?<![^\p{L}])[^\p{L}]{1,8}$/u, '')

const wordsOf = ({ name, email, organizationName }: Chooser): string[] =>
  [name, organizationName, email, ...WORDS_OF_THE_HOUSE]
    .map((text) => text.normalize('NFKC').toLowerCase())
    .flatMap((text) => [text, text.replaceAll(/[^\p{L}\p{N}]/gu, ''), ...text.split(/[^\p{L}\p{N}]/u)])
    .filter((word) => word.length >= SHORTEST_WORD)
    .toSorted((a, b) => b.length - a.length)

function isOfWords(typed: string, words: readonly string[]): boolean {
  const left = words.reduce((text, word) => text.replaceAll(word, ''), typed)
  return left !== typed && left.replaceAll(/[^\p{L}\p{N}]/gu, '').length < LEAST_LEFT
}
