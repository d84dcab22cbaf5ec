// A sentence of the log, in which the thing's name leads to the thing.
import type { ActivityEntry } from '../../api-types.ts'
import { placeOf } from '../../../domain/place-of.ts'
import { EntityLink } from '../../entity-link.tsx'

export function Sentence({ entry: { sentence, entity, event, projectId } }: { entry: ActivityEntry }) {
  const leads = entity.type === 'task' || placeOf(entity, projectId) !== undefined
  if (!leads || event.endsWith('.deleted')) return <span>{sentence}</span>
  const link = (words: string) => (
    <EntityLink type={entity.type} id={entity.id} projectId={projectId}>
      {words}
    </EntityLink>
  )
  // The name may stand in the sentence of who did it too: the last one is the thing. A thing without a name stands as its kind.
  const words = entity.name ?? KIND_AT_THE_END.exec(sentence)?.[0] ?? ''
  const at = words === '' ? -1 : sentence.lastIndexOf(words)
  if (at <= 0) return <span>{sentence}</span>
  return (
    <span>
      {sentence.slice(0, at)}
      {link(words)}
      {sentence.slice(at + words.length)}
    </span>
  )
}
/** “… wrote a message”, “… created some time”. */
const KIND_AT_THE_END = /\b(an?|some) [\p{L}’ ]{1,40}$/u
