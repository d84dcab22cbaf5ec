// What a signal is called: as its rule says it, in the reader's language, or as somebody wrote.
import type { Signal } from '../../api-types.ts'
import { showDaysIn } from '../../formats.ts'
import { told } from '../../words.ts'

export const titleOf = ({ said, title }: Pick<Signal, 'said' | 'title'>): string =>
  said ? showDaysIn(told(said)) : title
