// What is open with a client: requests and signals.
import { Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useDoor } from '../../api.ts'
import { showAgo } from '../../formats.ts'
import { REQUEST_STATUS, SIGNAL_STATUS } from '../../labels.ts'
import { useMay } from '../../me.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { titleOf } from '../signals/title-of.ts'

const MOST = 8

export function AccountOpen({ accountId }: { accountId: string }) {
  return (
    <>
      {useMay('request.read') && <Requests accountId={accountId} />}
      {useMay('signal.read') && <Signals accountId={accountId} />}
    </>
  )
}

function Requests({ accountId }: { accountId: string }) {
  const status = 'pending,in_review,awaiting_client,accepted'
  const query = useDoor('GET /v1/admin/requests', { query: { accountId, status, limit: MOST } })
  return (
    <Card title={t('Open requests')}>
      <Loaded query={query} rows={2}>
        {({ data }) => (
          <Stack gap={8}>
            {data.length === 0 && <Nothing />}
            {data.map((request) => (
              <Group key={request.id} justify="space-between" wrap="nowrap" gap="sm">
                <div style={{ minWidth: 0 }}>
                  <Text size="sm" truncate component="div">
                    <Link to="/requests" search={{ request: request.id }}>
                      {request.title}
                    </Link>
                  </Text>
                  <Text size="xs" c="dimmed">
                    {showAgo(request.createdAt)}
                  </Text>
                </div>
                <ToneBadge tone={REQUEST_STATUS()[request.status].tone}>
                  {REQUEST_STATUS()[request.status].text}
                </ToneBadge>
              </Group>
            ))}
          </Stack>
        )}
      </Loaded>
    </Card>
  )
}

function Signals({ accountId }: { accountId: string }) {
  const status = 'pending,acknowledged,snoozed'
  const query = useDoor('GET /v1/admin/signals', { query: { accountId, status, limit: MOST } })
  return (
    <Card title={t('Open signals')}>
      <Loaded query={query} rows={2}>
        {({ data }) => (
          <Stack gap={8}>
            {data.length === 0 && <Nothing />}
            {data.map((signal) => (
              <Group key={signal.id} justify="space-between" wrap="nowrap" gap="sm">
                <Text size="sm" truncate component="div">
                  <Link to="/signals" search={{ signal: signal.id }}>
                    {titleOf(signal)}
                  </Link>
                </Text>
                <ToneBadge tone={SIGNAL_STATUS()[signal.status].tone}>{SIGNAL_STATUS()[signal.status].text}</ToneBadge>
              </Group>
            ))}
          </Stack>
        )}
      </Loaded>
    </Card>
  )
}

function Nothing() {
  return (
    <Text size="sm" c="dimmed">
      {t('None.')}
    </Text>
  )
}
