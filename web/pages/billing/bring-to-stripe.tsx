// Brings entries to Stripe as items of each client's next invoice, after what would go was shown.
import { Button, List, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { EntriesToExport, EntryExportPlanned } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { showMoney } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { say } from '../../say.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t, tn } from '../../words.ts'
import type { EntryQuery } from './entry-table.tsx'

const EXPORT = 'POST /v1/admin/billing/export'

/** Of what is shown; there where Stripe is connected. */
export function BringToStripe({ query }: { query: EntryQuery }) {
  const mayWrite = useMay('billing.write')
  const connection = useDoor('GET /v1/admin/billing/stripe', {}, { enabled: mayWrite })
  const rehearse = useAct(EXPORT)
  const [plan, setPlan] = useState<EntryExportPlanned>()
  const { accountId, projectId, from, to } = query
  const body: EntriesToExport = { provider: 'stripe', accountId, projectId, from, to }
  if (connection.data?.connected !== true) return null
  const look = () =>
    rehearse.mutate(
      { body, query: { dryRun: 'true' } },
      { onSuccess: setPlan, onError: ({ message }) => void say({ tone: 'bad', message }) },
    )
  return (
    <>
      <Button variant="default" loading={rehearse.isPending} onClick={look}>
        {t('To Stripe…')}
      </Button>
      {plan && <PlanDialog plan={plan} body={body} onClose={() => setPlan(undefined)} />}
    </>
  )
}

function PlanDialog(props: { plan: EntryExportPlanned; body: EntriesToExport; onClose: () => void }) {
  const { plan, body, onClose } = props
  const { entries, exported, fromStripe, withoutCustomer, more, planHash } = plan
  const send = useAct(EXPORT)
  const sums = [...Map.groupBy(entries, ({ currency }) => currency)].map(([currency, these]) =>
    showMoney(
      these.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      currency,
    ),
  )
  const left = [
    exported > 0 && tn(exported, '{count} went before.', '{count} went before.'),
    fromStripe > 0 && tn(fromStripe, '{count} came from there.', '{count} came from there.'),
    withoutCustomer > 0 &&
      tn(
        withoutCustomer,
        '{count} is of a client without a customer at Stripe: it is set on the client’s page.',
        '{count} are of clients without a customer at Stripe: it is set on the client’s page.',
      ),
    more > 0 && tn(more, '{count} is left for another go.', '{count} are left for another go.'),
  ].filter((line) => line !== false)
  const bring = async () => {
    await send.mutateAsync({ body, query: { planHash } })
    await say({ message: t('They are being brought to Stripe.') })
  }
  return (
    <FormDialog
      title={t('Bring entries to Stripe?')}
      submit={t('Bring them')}
      disabled={entries.length === 0}
      onSubmit={bring}
      onClose={onClose}
    >
      {() => (
        <Stack gap="sm">
          <Text size="sm">
            {entries.length === 0
              ? t('None of what is shown is to go.')
              : tn(
                  entries.length,
                  '{count} entry becomes an item of its client’s next invoice: {sum}.',
                  '{count} entries become items of their clients’ next invoices: {sum}.',
                  { sum: sums.join(', ') },
                )}
          </Text>
          {left.length > 0 && (
            <List size="sm">
              {left.map((line) => (
                <List.Item key={line}>{line}</List.Item>
              ))}
            </List>
          )}
        </Stack>
      )}
    </FormDialog>
  )
}
