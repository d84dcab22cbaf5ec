// A sentence of the log, in which the thing's name leads to the thing.
import type { ActivityEntry } from '../../api-types.ts'
import { placeOf } from '../../../domain/place-of.ts'
import { isMoney, type Said } from '../../../domain/said.ts'
import { EntityLink } from '../../entity-link.tsx'
import { phrase, told } from '../../words.ts'

export function Sentence({ entry: { said, entity, event, projectId } }: { entry: ActivityEntry }) {
  const sentence = told(said)
  const leads = entity.type === 'task' || placeOf(entity, projectId) !== undefined
  if (!leads || event.endsWith('.deleted')) return <span>{sentence}</span>
  const link = (words: string) => (
    <EntityLink type={entity.type} id={entity.id} projectId={projectId}>
      {words}
    </EntityLink>
  )
  // The name may stand in the sentence of who did it too: the last one is the thing. A thing without a name stands as its kind.
  const kind = said.values.findLast((value): value is Said => typeof value === 'object' && !isMoney(value))
  const words = entity.name ?? (kind ? phrase(kind) : '')
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
