// What a client pays for: added, changed, ended, and taken away where it was entered by mistake.
import { Box, Button, Text } from '@mantine/core'
import { Ellipsis, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Subscription } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { dayOf, showDay, showMoney } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { say } from '../../say.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { ChoiceMenu } from '../../ui/choice-menu.tsx'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { EndSubscription, RemoveSubscription } from './end-subscription.tsx'
import { AddSubscription, ChangeSubscription } from './subscription-dialog.tsx'
import { hasEnded, isMirrored, showPeriod, SUBSCRIPTION_STATUS } from './subscription-words.ts'

type Open = { kind: 'add' } | { kind: 'change' | 'end' | 'remove'; subscription: Subscription }

export function AccountSubscriptions({ accountId, isActive }: { accountId: string; isActive: boolean }) {
  const enabled = useMay('subscription.read')
  const mayWrite = useMay('subscription.write')
  const [open, setOpen] = useState<Open>()
  const query = useDoor('GET /v1/admin/subscriptions', { query: { accountId, limit: 50 } }, { enabled })
  if (!enabled) return null
  const close = () => setOpen(undefined)
  return (
    <Card
      title={t('Subscriptions')}
      flush
      actions={
        mayWrite &&
        isActive && (
          <Button
            size="xs"
            variant="light"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => setOpen({ kind: 'add' })}
          >
            {t('Add')}
          </Button>
        )
      }
    >
      <Loaded query={query} rows={2}>
        {({ data }) =>
          data.length === 0 ? (
            <Text size="sm" c="dimmed" px="md" pb="md">
              {t('None.')}
            </Text>
          ) : (
            <DataTable
              label={t('Subscriptions of this client')}
              columns={[...columns(), ...(mayWrite ? [steps(setOpen)] : [])]}
              rows={data}
              idOf={({ id }) => id}
              nameOf={({ productName }) => productName}
            />
          )
        }
      </Loaded>
      {open?.kind === 'add' && <AddSubscription accountId={accountId} onClose={close} />}
      {open?.kind === 'change' && <ChangeSubscription subscription={open.subscription} onClose={close} />}
      {open?.kind === 'end' && <EndSubscription subscription={open.subscription} onClose={close} />}
      {open?.kind === 'remove' && <RemoveSubscription subscription={open.subscription} onClose={close} />}
    </Card>
  )
}

const columns = (): Column<Subscription>[] => [
  {
    id: 'product',
    header: t('Product'),
    cell: (subscription) => (
      <>
        {subscription.tier
          ? t('{product}, {tier}', { product: subscription.productName, tier: subscription.tier })
          : subscription.productName}
        {subscription.provider !== null && (
          <Text size="xs" c="dimmed">
            {isMirrored(subscription)
              ? t('by Stripe')
              : t('kept elsewhere: {provider}', { provider: subscription.provider })}
          </Text>
        )}
        <Box hiddenFrom="sm">
          <Status subscription={subscription} />
        </Box>
      </>
    ),
  },
  {
    id: 'status',
    header: t('Status'),
    wide: true,
    cell: (subscription) => <Status subscription={subscription} />,
  },
  {
    id: 'price',
    header: t('Price'),
    align: 'right',
    wide: true,
    cell: (subscription) => (
      <>
        <span className="numbers">{showMoney(subscription.amountMinor, subscription.currency)}</span>
        <Text size="xs" c="dimmed">
          {showPeriod(subscription)}
        </Text>
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

const Status = ({ subscription }: { subscription: Subscription }) => (
  <>
    <ToneBadge tone={SUBSCRIPTION_STATUS()[subscription.status].tone}>
      {SUBSCRIPTION_STATUS()[subscription.status].text}
    </ToneBadge>
    <EndsOn subscription={subscription} />
  </>
)

function EndsOn({ subscription }: { subscription: Subscription }) {
  const { cancelAtPeriodEnd, currentPeriodEnd, canceledAt } = subscription
  const says = canceledAt
    ? t('on {day}', { day: showDay(dayOf(canceledAt)) })
    : cancelAtPeriodEnd && !hasEnded(subscription) && currentPeriodEnd
      ? t('ends {day}', { day: showDay(dayOf(currentPeriodEnd)) })
      : undefined
  if (says === undefined) return null
  return (
    <Text size="xs" c="dimmed">
      {says}
    </Text>
  )
}

const steps = (onOpen: (open: Open) => void): Column<Subscription> => ({
  id: 'steps',
  header: t('More'),
  width: 70,
  align: 'right',
  cell: (subscription) => <Steps subscription={subscription} onOpen={onOpen} />,
})

function Steps({ subscription, onOpen }: { subscription: Subscription; onOpen: (open: Open) => void }) {
  const put = useAct('PUT /v1/admin/subscriptions/:subscriptionId')
  const goesOn = () =>
    put.mutate(
      {
        params: { subscriptionId: subscription.id },
        body: { cancelAtPeriodEnd: false },
        version: subscription.version,
      },
      { onError: ({ message }) => void say({ tone: 'bad', message }) },
    )
  const choice = (kind: 'change' | 'end' | 'remove', label: string) => ({
    id: kind,
    label,
    onChoose: () => onOpen({ kind, subscription }),
  })
  const isOpen = !hasEnded(subscription)
  const choices = isMirrored(subscription)
    ? [choice('change', t('Project it pays for…'))]
    : [
        choice('change', t('Change…')),
        ...(isOpen ? [choice('end', t('End…'))] : []),
        ...(isOpen && subscription.cancelAtPeriodEnd
          ? [{ id: 'goes-on', label: t('Let it go on'), onChoose: goesOn }]
          : []),
        choice('remove', t('Take away…')),
      ]
  return (
    <ChoiceMenu name={t('What to do with {name}', { name: subscription.productName })} subtle choices={choices}>
      <Ellipsis size={16} aria-hidden />
    </ChoiceMenu>
  )
}
