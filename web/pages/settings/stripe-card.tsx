// Whether Stripe is connected, what waits or fails there, and holding the subscriptions against all that it has.
import { Box, Button, List, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { StripeConnection, SubscriptionSync } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { showMoment } from '../../formats.ts'
import { say } from '../../say.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { nameOfField } from '../../show-value.ts'
import { Loaded } from '../../ui/states.tsx'
import { t, tn } from '../../words.ts'

export function StripeCard() {
  const query = useDoor('GET /v1/admin/billing/stripe', {})
  const rehearse = useAct('POST /v1/admin/subscriptions/sync')
  const [report, setReport] = useState<SubscriptionSync>()
  const look = () =>
    rehearse.mutate(
      { query: { dryRun: 'true' } },
      { onSuccess: setReport, onError: ({ message }) => void say({ tone: 'bad', message }) },
    )
  const isConnected = query.data?.connected === true
  return (
    <Box maw={860} mt="md">
      <Card
        title={t('Stripe')}
        about={t('What clients bought and paid there is taken over as it happens.')}
        actions={
          isConnected && (
            <Button variant="default" size="xs" loading={rehearse.isPending} onClick={look}>
              {t('Hold against Stripe…')}
            </Button>
          )
        }
      >
        <Loaded query={query} rows={1}>
          {(connection) => <Connection connection={connection} />}
        </Loaded>
      </Card>
      {report && <SyncDialog report={report} onClose={() => setReport(undefined)} />}
    </Box>
  )
}

function Connection({ connection: { connected, lastEventAt, waiting, failing } }: { connection: StripeConnection }) {
  if (!connected)
    return (
      <Text size="sm" c="dimmed">
        {t(
          'Not connected. Whoever runs the server sets STRIPE_API_KEY and STRIPE_WEBHOOK_SECRET, and STRIPE_ORGANIZATION where there are several.',
        )}
      </Text>
    )
  return (
    <Stack gap="xs">
      <Text size="sm" component="div">
        <ToneBadge tone="good">{t('Connected')}</ToneBadge>{' '}
        {lastEventAt ? t('Heard of it last {when}.', { when: showMoment(lastEventAt) }) : t('Nothing was heard yet.')}{' '}
        {waiting > 0 && tn(waiting, '{count} thing waits.', '{count} things wait.')}
      </Text>
      {failing.length > 0 && (
        <List size="sm" spacing={4}>
          {failing.map(({ kind, subject, error, attempts }) => (
            <List.Item key={`${kind} ${subject}`}>
              {WHAT()[kind]} <code>{subject}</code>: {error}{' '}
              <Text span c="dimmed" size="sm">
                {tn(attempts, 'Tried once.', 'Tried {count} times.')}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
    </Stack>
  )
}

const WHAT = (): Record<StripeConnection['failing'][number]['kind'], string> => ({
  subscription: t('Subscription'),
  payment: t('Payment'),
  invoice: t('Invoice'),
  entry: t('Billing entry'),
})

function SyncDialog({ report, onClose }: { report: SubscriptionSync; onClose: () => void }) {
  const sync = useAct('POST /v1/admin/subscriptions/sync')
  const { created, updated, unchanged, missing, failed, invoices } = report
  const count = created.length + updated.length + failed.length + invoices
  const take = async () => {
    await sync.mutateAsync({})
    await say({ message: t('It is being taken over.') })
  }
  return (
    <FormDialog
      title={t('Held against Stripe')}
      submit={t('Take over')}
      disabled={count === 0}
      size="lg"
      onSubmit={take}
      onClose={onClose}
    >
      {() => (
        <Stack gap="sm">
          <Text size="sm">
            {count === 0 && t('Nothing differs.')}{' '}
            {tn(unchanged, '{count} subscription is as Stripe says.', '{count} subscriptions are as Stripe says.')}
          </Text>
          <Part title={t('Not here yet')} lines={created.map(named)} />
          <Part
            title={t('Different at Stripe')}
            lines={updated.map((each) =>
              t('{what}: {fields}', { what: named(each), fields: each.fields.map(nameOfField).join(', ') }),
            )}
          />
          <Part
            title={t('Can not be taken over')}
            lines={failed.map((each) => t('{what}: {error}', { what: named(each), error: each.error }))}
          />
          <Part
            title={t('Here, but not at this Stripe account')}
            lines={missing.map(({ productName, externalId }) =>
              t('{product} ({number})', { product: productName, number: externalId }),
            )}
          />
          {invoices > 0 && (
            <Text size="sm">
              {tn(
                invoices,
                '{count} paid invoice is not in the ledger.',
                '{count} paid invoices are not in the ledger.',
              )}
            </Text>
          )}
        </Stack>
      )}
    </FormDialog>
  )
}

const named = ({ productName, customerName }: { productName: string; customerName: string }): string =>
  t('{product}, {customer}', { product: productName, customer: customerName })

const MOST_SHOWN = 20

function Part({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={600}>
        {title} ({lines.length})
      </Text>
      <List size="sm">
        {lines.slice(0, MOST_SHOWN).map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
      {lines.length > MOST_SHOWN && (
        <Text size="sm" c="dimmed">
          {t('and {count} more', { count: lines.length - MOST_SHOWN })}
        </Text>
      )}
    </div>
  )
}
