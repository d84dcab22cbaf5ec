// Since when and until when a subscription is paid, and how it stands.
import { Select, SimpleGrid, Switch, TextInput } from '@mantine/core'
import { dayOf, instantOf, today } from '../../formats.ts'
import { choicesOf } from '../../labels.ts'
import { t } from '../../words.ts'
import type { FieldsProps } from './subscription-dialog.tsx'
import { SUBSCRIPTION_STATUS } from './subscription-words.ts'

type InstantField = 'currentPeriodStart' | 'currentPeriodEnd' | 'canceledAt'

export function PeriodFields({ value, errors, onChange }: FieldsProps) {
  const day = (field: InstantField, label: string) => ({
    type: 'date',
    label,
    value: value[field] ? dayOf(value[field]) : '',
    error: errors[field],
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      onChange({ [field]: currentTarget.value ? instantOf(currentTarget.value) : null }),
  })
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <Select
          label={t('Status')}
          allowDeselect={false}
          data={choicesOf(SUBSCRIPTION_STATUS())}
          value={value.status ?? null}
          error={errors.status}
          onChange={(status) => status && onChange({ status })}
        />
        <TextInput {...day('currentPeriodStart', t('Paid from'))} />
        <TextInput {...day('currentPeriodEnd', t('Paid until'))} />
        {value.status === 'canceled' && <TextInput {...day('canceledAt', t('Ended on'))} max={today()} />}
      </SimpleGrid>
      <Switch
        label={t('Ends with the period that is paid for')}
        checked={value.cancelAtPeriodEnd ?? false}
        onChange={(event) => onChange({ cancelAtPeriodEnd: event.currentTarget.checked })}
      />
    </>
  )
}
