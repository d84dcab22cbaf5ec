// What is open with a client: requests and signals; and what it subscribes to.
import { Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Subscription } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { dayOf, showAgo, showDay, showMoney } from '../../formats.ts'
import { REQUEST_STATUS, SIGNAL_STATUS } from '../../labels.ts'
import { useMay } from '../../me.ts'
import { ToneBadge, type Tone } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'

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
                    {signal.title}
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

const SUBSCRIPTION_STATUS = (): Record<Subscription['status'], { text: string; tone: Tone }> => ({
  incomplete: { text: t('Incomplete'), tone: 'warn' },
  incomplete_expired: { text: t('Expired'), tone: 'neutral' },
  trialing: { text: t('Trial'), tone: 'info' },
  active: { text: t('Active'), tone: 'good' },
  past_due: { text: t('Past due'), tone: 'bad' },
  unpaid: { text: t('Unpaid'), tone: 'bad' },
  paused: { text: t('Paused'), tone: 'warn' },
  canceled: { text: t('Cancelled'), tone: 'neutral' },
})

export function AccountSubscriptions({ accountId }: { accountId: string }) {
  const enabled = useMay('subscription.read')
  const query = useDoor('GET /v1/admin/subscriptions', { query: { accountId, limit: 50 } }, { enabled })
  if (!enabled) return null
  return (
    <Card title={t('Subscriptions')} flush>
      <Loaded query={query} rows={2}>
        {({ data }) =>
          data.length === 0 ? (
            <Text size="sm" c="dimmed" px="md" pb="md">
              {t('None.')}
            </Text>
          ) : (
            <DataTable
              label={t('Subscriptions of this client')}
              columns={subscriptionColumns()}
              rows={data}
              idOf={({ id }) => id}
              nameOf={({ productName }) => productName}
            />
          )
        }
      </Loaded>
    </Card>
  )
}

const subscriptionColumns = (): Column<Subscription>[] => [
  {
    id: 'product',
    header: t('Product'),
    cell: ({ productName, tier }) => (tier ? t('{product}, {tier}', { product: productName, tier }) : productName),
  },
  {
    id: 'status',
    header: t('Status'),
    cell: ({ status, cancelAtPeriodEnd, currentPeriodEnd }) => (
      <>
        <ToneBadge tone={SUBSCRIPTION_STATUS()[status].tone}>{SUBSCRIPTION_STATUS()[status].text}</ToneBadge>
        {cancelAtPeriodEnd && currentPeriodEnd && (
          <Text size="xs" c="dimmed">
            {t('ends {day}', { day: showDay(dayOf(currentPeriodEnd)) })}
          </Text>
        )}
      </>
    ),
  },
  {
    id: 'value',
    header: t('Each month'),
    align: 'right',
    cell: ({ monthlyValueMinor, currency }) => (
      <span className="numbers">{showMoney(monthlyValueMinor, currency)}</span>
    ),
  },
  {
    id: 'end',
    header: t('Period ends'),
    wide: true,
    cell: ({ currentPeriodEnd }) => currentPeriodEnd && showDay(dayOf(currentPeriodEnd)),
  },
]
