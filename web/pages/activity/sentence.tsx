// A sentence of the log, in which the thing's name leads to the thing.
import { Link } from '@tanstack/react-router'
import type { ActivityEntry } from '../../api-types.ts'
import { placeOf } from '../../place-of.ts'
import { t } from '../../words.ts'

export function Sentence({ entry: { sentence, entity, event, projectId } }: { entry: ActivityEntry }) {
  const place = event.endsWith('.deleted') ? undefined : placeOf(entity, projectId)
  if (!place) return <span>{sentence}</span>
  const link = (words: string) => (
    <Link to={place.to} search={(place.search ?? {}) as never}>
      {words}
    </Link>
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
