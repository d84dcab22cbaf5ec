// One change for many projects: said once, done some at a time, with what came of each; what failed can be tried again.
import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ListedProject } from '../../api-types.ts'
import { t, tn } from '../../words.ts'
import { BULK_WORDS, isSaid, NOTHING_SAID, bulkOperation, type BulkKind, type Said } from './bulk-changes.ts'
import { BulkFields } from './bulk-fields.tsx'
import { runBatches, type Outcome } from './run-batches.ts'

interface BulkDialogProps {
  kind: BulkKind
  projects: ListedProject[]
  onClose: () => void
  /** All of them went well. */
  onDone: () => void
}

export function BulkDialog({ kind, projects: given, onClose, onDone }: BulkDialogProps) {
  // Rows change under the dialog as it works through them: what it was opened for stays.
  const [projects] = useState(given)
  const [said, setSaid] = useState<Said>(NOTHING_SAID)
  const { outcomes, running, run, stop } = useRun(kind, said)
  const failed = outcomes.filter(({ failure }) => failure !== undefined)
  const isOver = outcomes.length > 0 && !running
  const close = () => {
    stop()
    if (isOver && failed.length === 0) onDone()
    onClose()
  }
  return (
    <Modal
      opened
      onClose={close}
      title={tn(projects.length, '{what}: {count} project', '{what}: {count} projects', { what: BULK_WORDS()[kind] })}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void run(projects)
        }}
      >
        <Stack gap="sm">
          {outcomes.length === 0 && !running ? (
            <BulkFields kind={kind} said={said} onChange={(part) => setSaid({ ...said, ...part })} />
          ) : (
            <Results outcomes={outcomes} total={projects.length} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {running ? t('Stop') : isOver ? t('Close') : t('Cancel')}
            </Button>
            {isOver && failed.length > 0 && (
              <Button onClick={() => void run(failed.map(({ item }) => item))}>
                {tn(failed.length, 'Try the {count} that failed again', 'Try the {count} that failed again')}
              </Button>
            )}
            {outcomes.length === 0 && !running && (
              <Button type="submit" disabled={!isSaid[kind](said)} {...(kind === 'delete' && { color: 'red' })}>
                {BULK_WORDS()[kind]}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function useRun(kind: BulkKind, said: Said) {
  const client = useQueryClient()
  const [outcomes, setOutcomes] = useState<Outcome<ListedProject>[]>([])
  const [running, setRunning] = useState(false)
  const control = useRef<AbortController>(undefined)
  useEffect(() => () => control.current?.abort(), [])
  const run = async (projects: ListedProject[]) => {
    control.current = new AbortController()
    setRunning(true)
    setOutcomes((before) => before.filter(({ item }) => !projects.includes(item)))
    await runBatches(
      projects,
      (project) => bulkOperation(kind, project, said),
      (more) => setOutcomes((before) => [...before, ...more]),
      control.current.signal,
    )
    setRunning(false)
    await client.invalidateQueries()
  }
  return { outcomes, running, run, stop: () => control.current?.abort() }
}

function Results({ outcomes, total }: { outcomes: Outcome<ListedProject>[]; total: number }) {
  const failed = outcomes.filter(({ failure }) => failure !== undefined)
  return (
    <Stack gap="xs">
      <Progress.Root size="lg">
        <Progress.Section
          value={total === 0 ? 0 : (100 * outcomes.length) / total}
          color={failed.length > 0 ? 'orange' : 'petrol'}
          aria-label={t('How far it is')}
        />
      </Progress.Root>
      <Text size="sm" role="status" className="numbers">
        {t('{done} of {total} done, {failed} failed', { done: outcomes.length, total, failed: failed.length })}
      </Text>
      <Stack
        gap={6}
        component="ul"
        m={0}
        p={0}
        mah={320}
        style={{ listStyle: 'none', overflow: 'auto' }}
        tabIndex={0}
        aria-label={t('What came of each')}
      >
        {outcomes
          .toSorted((a, b) => Number(b.failure !== undefined) - Number(a.failure !== undefined))
          .map(({ item, failure }) => (
            <Group key={item.id} component="li" gap={8} wrap="nowrap" align="flex-start">
              {failure !== undefined ? (
                <CircleAlert
                  size={16}
                  color="var(--bad)"
                  aria-label={t('Failed')}
                  style={{ flex: 'none', marginTop: 2 }}
                />
              ) : (
                <CircleCheck
                  size={16}
                  color="var(--good)"
                  aria-label={t('Done')}
                  style={{ flex: 'none', marginTop: 2 }}
                />
              )}
              <Text size="sm" component="div">
                {item.name}
                {failure !== undefined && (
                  <Text size="xs" c="var(--bad)">
                    {failure}
                  </Text>
                )}
              </Text>
            </Group>
          ))}
      </Stack>
    </Stack>
  )
}
