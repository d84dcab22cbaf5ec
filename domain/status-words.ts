// A status as the pages call it, as a part of a sentence: To do, In review.
import { capital, type Said } from './said.ts'

export function statusWords(status: string, of = ''): Said {
  const words = status === 'pending' ? (of === 'task' ? 'to do' : 'new') : status.replaceAll('_', ' ')
  return { text: capital(words), values: [] }
}
