// A subscription ends, now or with what is paid for; or is taken away, as if it had never been.
import { Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Subscription } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { dayOf, showDay } from '../../formats.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'

interface DialogProps {
  subscription: Subscription
  onClose: () => void
}

export function EndSubscription({ subscription, onClose }: DialogProps) {
  const { id, version, productName, currentPeriodEnd, cancelAtPeriodEnd } = subscription
  const put = useAct('PUT /v1/admin/subscriptions/:subscriptionId')
  const mayRunOut = currentPeriodEnd !== null && Date.parse(currentPeriodEnd) > Date.now() && !cancelAtPeriodEnd
  const [when, setWhen] = useState(mayRunOut ? 'period' : 'now')
  const body = when === 'now' ? { status: 'canceled' as const } : { cancelAtPeriodEnd: true }
  return (
    <FormDialog
      title={t('End {name}?', { name: productName })}
      submit={t('End it')}
      danger
      onSubmit={() => put.mutateAsync({ params: { subscriptionId: id }, body, version })}
      onClose={onClose}
    >
      {() => (
        <>
          {mayRunOut && (
            <Radio.Group label={t('When')} value={when} onChange={setWhen}>
              <Stack gap={6} mt={4}>
                <Radio
                  value="period"
                  label={t('When what is paid for ends, on {day}', { day: showDay(dayOf(currentPeriodEnd)) })}
                />
                <Radio value="now" label={t('Now')} />
              </Stack>
            </Radio.Group>
          )}
          <Text size="sm">
            {when === 'now'
              ? t('It ends at once and stays so: a client who buys again has a new one.')
              : t('Until then it counts as it does now, and you may let it go on after all.')}
          </Text>
        </>
      )}
    </FormDialog>
  )
}

export function RemoveSubscription({ subscription: { id, version, productName }, onClose }: DialogProps) {
  const remove = useAct('DELETE /v1/admin/subscriptions/:subscriptionId')
  return (
    <Confirm
      title={t('Take away {name}?', { name: productName })}
      says={t('For what was entered by mistake. What the client did pay for until now is ended instead.')}
      submit={t('Take away')}
      onConfirm={() => remove.mutateAsync({ params: { subscriptionId: id }, version })}
      onClose={onClose}
    />
  )
}
