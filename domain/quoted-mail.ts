// What somebody says in an answer by mail, without what their program quotes below it.
import { say } from './said.ts'
import type { Speech } from './speech.ts'

/** Stands on top of every mail that can be answered, in its language; what an answer has above it is the answer. */
export const ANSWER_ABOVE = say`Please answer above this line`
export const markOf = ({ phrase }: Speech): string => `── ${phrase(ANSWER_ABOVE)} ──`

const QUOTED = /^\s*>/
const HEADING = /^\s*\*?(from|sent|to|cc|subject|date|von|gesendet|an|betreff|datum|de|envoyé|à|objet)\s?:\*?\s/i
const RULE = /^\s*([-_─]{5}|-+\s*(original|forwarded|ursprüngliche))/i
const SAYS = /\b(wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev)\b.{0,200}:\s*$/i

/**
 * The answer; the whole text where nothing would be left, so that nothing somebody said is lost. The mark is known by its
 * words, in any of these languages: some programs change signs that they do not know.
 */
export function answerIn(text: string, speeches: readonly Speech[]): string {
  const marks = speeches.map(({ phrase }) => phrase(ANSWER_ABOVE).toLowerCase())
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n')
  const mark = lines.findIndex((line) => marks.some((mark) => line.toLowerCase().includes(mark)))
  const above = mark === -1 ? lines : lines.slice(0, mark)
  const answer = withoutTail(above, mark !== -1)
    .join('\n')
    .trim()
  return answer === '' ? text.trim() : answer
}

/** How such a line begins, where what says “wrote” stands on the next one. */
const ON_A_DAY = /^\s*(on|am|le|el|il|op|em|den|dne|dnia)\b.{0,200}\d/i

/**
 * Without the quotation at the end, and the lines that lead into it. Such lines by themselves, with nothing quoted below,
 * are somebody's words; and an answer between quoted lines stays as it is.
 */
function withoutTail(lines: readonly string[], isQuotation: boolean): string[] {
  const kept = [...lines]
  for (let quoted = isQuotation; ;) {
    const last = kept.at(-1)
    if (last === undefined) return kept
    quoted ||= QUOTED.test(last)
    const leadsIn = quoted && (RULE.test(last) || HEADING.test(last))
    if (quoted && SAYS.test(last)) kept.splice(!ON_A_DAY.test(last) && ON_A_DAY.test(kept.at(-2) ?? '') ? -2 : -1)
    else if (/^\s*$/.test(last) || QUOTED.test(last) || leadsIn) kept.pop()
    else return kept
  }
}
