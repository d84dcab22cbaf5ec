// How far an import is: the file on its way, then its rows; or that the connection broke and it is asked what became of it.
import { Progress, Text } from '@mantine/core'
import { showNumber, showPercent } from '../formats.ts'
import type { ImportProgress as Told } from '../import-file.ts'
import { t } from '../words.ts'

export function ImportProgress({ progress, rehearsing }: { progress: Told; rehearsing: boolean }) {
  const { done, of } = progress.is === 'cut' ? { done: 1, of: 1 } : progress
  // What has arrived is worked on; until rows are told the bar is full and moves.
  const waits = done === of
  return (
    <div>
      <Text size="sm" mb={6} role="status">
        {sentence(progress, rehearsing)}
      </Text>
      <Progress.Root size="lg">
        <Progress.Section
          value={of === 0 ? 100 : (100 * done) / of}
          animated={waits}
          color={progress.is === 'cut' ? 'orange' : 'petrol'}
          aria-label={t('How far it is')}
        />
      </Progress.Root>
    </div>
  )
}

function sentence(progress: Told, rehearsing: boolean): string {
  if (progress.is === 'cut') return t('The connection broke. Asking what became of it…')
  const { is, done, of } = progress
  if (is === 'sent' && done < of) return t('Sending the file: {percent}', { percent: showPercent((100 * done) / of) })
  if (is === 'sent') return t('The file has arrived and is read…')
  const values = { done: showNumber(done), of: showNumber(of) }
  return rehearsing
    ? t('Rehearsed {done} of {of} rows…', values)
    : t('Imported {done} of {of} rows, kept when all are…', values)
}
