// Accounts in step with the system outside: how the connection stands, asking it now after a rehearsal, and what came of it.
import { Alert, Button, Stack, Text } from '@mantine/core'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { AccountConnection } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showAgo } from '../../formats.ts'
import { Card } from '../../ui/card.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t, tn } from '../../words.ts'
import { SyncNow } from './sync-now.tsx'
import { SyncRuns } from './sync-runs.tsx'

export function SyncPage() {
  const query = useDoor('GET /v1/admin/accounts/sync', {})
  return (
    <Loaded query={query}>
      {(connection) => (
        <>
          <SyncHeader connection={connection} />
          <Stack gap="md">
            <Connection connection={connection} />
            <SyncRuns />
          </Stack>
        </>
      )}
    </Loaded>
  )
}

function SyncHeader({ connection: { host } }: { connection: AccountConnection }) {
  const [asking, setAsking] = useState(false)
  return (
    <PageHeader
      title={t('Accounts in step')}
      about={t('Names, states and contacts come from the account system; managers, parents and time zones are ours.')}
    >
      {host !== null && (
        <Button leftSection={<RefreshCw size={16} aria-hidden />} onClick={() => setAsking(true)}>
          {t('Ask it now…')}
        </Button>
      )}
      {asking && <SyncNow onClose={() => setAsking(false)} />}
    </PageHeader>
  )
}

function Connection({ connection }: { connection: AccountConnection }) {
  const { host, takesDeliveries, everyMinutes, inStep, waiting, last } = connection
  const facts = [
    host === null
      ? t('No system is asked: ACCOUNTS_URL is not set, or ACCOUNTS_ORGANIZATION names no agency or another one.')
      : t('{host} is asked every {count} minutes.', { host, count: everyMinutes }),
    takesDeliveries
      ? t('What it tells by itself is taken.')
      : t('What it would tell by itself is not taken: ACCOUNTS_SECRET is not set for this agency.'),
    tn(inStep, '{count} account is kept in step.', '{count} accounts are kept in step.'),
  ]
  return (
    <Card title={t('Connection')}>
      {facts.map((fact) => (
        <Text size="sm" key={fact}>
          {fact}
        </Text>
      ))}
      {waiting > 0 && (
        <Text size="sm">
          {tn(
            waiting,
            '{count} is archived there and waits here for what still goes on.',
            '{count} are archived there and wait here for what still goes on.',
          )}
        </Text>
      )}
      {last?.status === 'failed' && (
        <Alert
          color="red"
          variant="light"
          mt="sm"
          title={t('It could not be asked {ago}', { ago: showAgo(last.endedAt) })}
        >
          {last.error}
        </Alert>
      )}
    </Card>
  )
}
