// A sentence of the log, in which the thing's name leads to the thing.
import type { ActivityEntry } from '../../api-types.ts'
import { placeOf } from '../../place-of.ts'
import { EntityLink } from '../../entity-link.tsx'
import { t } from '../../words.ts'

export function Sentence({ entry: { sentence, entity, event, projectId } }: { entry: ActivityEntry }) {
  const leads = entity.type === 'task' || placeOf(entity, projectId) !== undefined
  if (!leads || event.endsWith('.deleted')) return <span>{sentence}</span>
  const link = (words: string) => (
    <EntityLink type={entity.type} id={entity.id} projectId={projectId}>
      {words}
    </EntityLink>
  )
  // The name may stand in the sentence of who did it too, as when somebody signs in: the last one is the thing.
  const at = entity.name ? sentence.lastIndexOf(entity.name) : -1
  if (at <= 0 || !entity.name)
    return (
      <span>
        {sentence} {link(t('Open'))}
      </span>
    )
  return (
    <span>
      {sentence.slice(0, at)}
      {link(entity.name)}
      {sentence.slice(at + entity.name.length)}
    </span>
  )
}
