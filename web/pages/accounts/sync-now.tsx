// Asks the account system now: first what would become of each account, then exactly that.
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { AccountSyncReportPlanned } from '../../api-types.ts'
import { ApiProblem, useAct } from '../../api.ts'
import { say } from '../../say.ts'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'
import { SyncReport } from './sync-report.tsx'
import { sayCounts } from './sync-words.ts'

export function SyncNow({ onClose }: { onClose: () => void }) {
  const { mutate: rehearse, ...rehearsal } = useAct('POST /v1/admin/accounts/sync')
  const commit = useAct('POST /v1/admin/accounts/sync')
  const [anew, setAnew] = useState(false)
  useEffect(() => rehearse({ query: { dryRun: 'true' } }), [rehearse])
  const take = ({ planHash }: AccountSyncReportPlanned) =>
    commit.mutate(
      { query: { planHash } },
      {
        onSuccess: ({ counts }) => {
          void say({ message: sayCounts(counts) || t('All accounts are in step') })
          onClose()
        },
        onError: (failed) => {
          if (!(failed instanceof ApiProblem) || failed.code !== 'plan_changed') return
          setAnew(true)
          rehearse({ query: { dryRun: 'true' } })
        },
      },
    )
  const error = anew ? rehearsal.error : (commit.error ?? rehearsal.error)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('What would become of the accounts')}
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Stack gap="md">
        {anew && (
          <Alert color="orange" variant="light" role="alert">
            {t('Something changed since you looked. This is what it leads to now.')}
          </Alert>
        )}
        {rehearsal.isPending && <Text size="sm">{t('The account system is asked…')}</Text>}
        {error && <ProblemAlert error={error} />}
        {rehearsal.data && <SyncReport report={rehearsal.data} isRehearsal />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button
            loading={rehearsal.isPending || commit.isPending}
            disabled={!rehearsal.data}
            onClick={() => rehearsal.data && take(rehearsal.data)}
          >
            {t('Do exactly this')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
