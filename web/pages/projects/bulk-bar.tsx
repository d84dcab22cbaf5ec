// How many are chosen, and what can be done with all of them.
import { Button, CloseButton, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { ListedProject } from '../../api-types.ts'
import { useMe } from '../../me.ts'
import { t, tn } from '../../words.ts'
import { mayOn } from '../project/use-project.ts'
import { BULK_NEEDS, BULK_WORDS, type BulkKind } from './bulk-changes.ts'
import styles from './projects.module.css'

const BulkDialog = lazy(() => import('./bulk-dialog.tsx').then((m) => ({ default: m.BulkDialog })))

export function BulkBar({ chosen, onClear }: { chosen: ListedProject[]; onClear: () => void }) {
  const me = useMe()
  const [kind, setKind] = useState<BulkKind>()
  const words = BULK_WORDS()
  const kinds = (Object.keys(words) as BulkKind[]).filter((each) =>
    chosen.every((project) => mayOn(me, BULK_NEEDS[each], project)),
  )
  return (
    <div className={styles.bulk} role="region" aria-label={t('What is chosen')}>
      <Text size="sm" fw={600} role="status">
        {tn(chosen.length, '{count} chosen', '{count} chosen')}
      </Text>
      {kinds.length === 0 && <Text size="sm">{t('Not all of them are yours to change.')}</Text>}
      {kinds.map((each) => (
        <Button
          key={each}
          size="xs"
          variant={each === 'delete' ? 'subtle' : 'default'}
          {...(each === 'delete' && { color: 'red' })}
          onClick={() => setKind(each)}
        >
          {words[each]}
        </Button>
      ))}
      <CloseButton size={24} aria-label={t('Choose none')} onClick={onClear} />
      {kind && (
        <Suspense>
          <BulkDialog kind={kind} projects={chosen} onClose={() => setKind(undefined)} onDone={onClear} />
        </Suspense>
      )}
    </div>
  )
}
