// What is taken off the price, one after another: a part of it, or an amount each period.
import { ActionIcon, Button, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import type { Discount } from '../../api-types.ts'
import { MoneyInput } from '../../ui/money-input.tsx'
import { t } from '../../words.ts'

interface DiscountsProps {
  discounts: Discount[]
  currency: string
  errors: Record<string, string>
  onChange: (discounts: Discount[]) => void
}

export function Discounts({ discounts, currency, errors, onChange }: DiscountsProps) {
  return (
    <Stack gap="xs" role="group" aria-label={t('Discounts')}>
      {discounts.map((discount, n) => (
        <DiscountFields
          // oxlint-disable-next-line react/no-array-index-key -- a discount has no id of its own
          key={n}
          discount={discount}
          n={n}
          currency={currency}
          error={errors[`discounts/${n}`] ?? errors[`discounts/${n}/name`]}
          onChange={(changed) => onChange(discounts.map((each, i) => (i === n ? changed : each)))}
          onRemove={() => onChange(discounts.filter((_, i) => i !== n))}
        />
      ))}
      <Group gap="sm">
        <Button
          variant="subtle"
          size="xs"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => onChange([...discounts, { name: '', percentOff: 10 }])}
        >
          {t('Add a discount')}
        </Button>
        {discounts.length > 1 && (
          <Text size="xs" c="dimmed">
            {t('Taken off in this order.')}
          </Text>
        )}
      </Group>
    </Stack>
  )
}

interface DiscountFieldsProps {
  discount: Discount
  n: number
  currency: string
  error: string | undefined
  onChange: (discount: Discount) => void
  onRemove: () => void
}

function DiscountFields({ discount, n, currency, error, onChange, onRemove }: DiscountFieldsProps) {
  const { name } = discount
  return (
    <Group gap="xs" align="flex-end" wrap="wrap">
      <TextInput
        label={t('Discount')}
        required
        maxLength={200}
        flex="2 1 160px"
        value={name}
        error={error}
        onChange={(event) => onChange({ ...discount, name: event.currentTarget.value })}
      />
      <Select
        label={t('Takes off')}
        flex="1 1 110px"
        allowDeselect={false}
        data={[
          { value: 'percent', label: t('Percent') },
          { value: 'amount', label: t('An amount') },
        ]}
        value={'percentOff' in discount ? 'percent' : 'amount'}
        onChange={(kind) => onChange(kind === 'percent' ? { name, percentOff: 10 } : { name, amountOffMinor: 0 })}
      />
      {'percentOff' in discount ? (
        <NumberInput
          label={t('Percent')}
          flex="1 1 90px"
          required
          min={0}
          max={100}
          allowDecimal={false}
          value={discount.percentOff}
          onChange={(percent) => onChange({ name, percentOff: Number(percent) || 0 })}
        />
      ) : (
        <MoneyInput
          label={t('Amount')}
          flex="1 1 90px"
          required
          currency={currency}
          minor={discount.amountOffMinor}
          onMinor={(minor) => onChange({ name, amountOffMinor: minor ?? 0 })}
        />
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t('Remove discount {name}', { name: name || String(n + 1) })}
        onClick={onRemove}
      >
        <X size={16} />
      </ActionIcon>
    </Group>
  )
}
