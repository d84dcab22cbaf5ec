// When a task of a retainer comes round again: weekly, monthly, or any other rule as RFC 5545 writes it.
import { NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core'
import { addDays, mondayOf, today } from '../../formats.ts'
import { LOCALE, t } from '../../words.ts'

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
const WEEKDAY = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', timeZone: 'UTC' })
const weekdays = () =>
  DAYS.map((value, place) => ({
    value,
    label: WEEKDAY.format(new Date(`${addDays(mondayOf(today()), place)}T00:00:00Z`)),
  }))

const WEEKLY = /^FREQ=WEEKLY;BYDAY=(MO|TU|WE|TH|FR|SA|SU)$/
const MONTHLY = /^FREQ=MONTHLY;BYMONTHDAY=(\d{1,2})$/

type Kind = 'never' | 'weekly' | 'monthly' | 'other'
const kindOf = (rule: string | null): Kind => {
  if (rule === null) return 'never'
  if (WEEKLY.test(rule)) return 'weekly'
  return MONTHLY.test(rule) ? 'monthly' : 'other'
}
const BEGIN: Record<Kind, string | null> = {
  never: null,
  weekly: 'FREQ=WEEKLY;BYDAY=MO',
  monthly: 'FREQ=MONTHLY;BYMONTHDAY=1',
  other: 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1',
}

interface RecurrenceFieldProps {
  value: string | null
  onChange: (rule: string | null) => void
}

export function RecurrenceField({ value, onChange }: RecurrenceFieldProps) {
  const kind = kindOf(value)
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <Select
        label={t('Recurs')}
        allowDeselect={false}
        value={kind}
        data={[
          { value: 'never', label: t('Never: once a project') },
          { value: 'weekly', label: t('Every week') },
          { value: 'monthly', label: t('Every month') },
          { value: 'other', label: t('By another rule') },
        ]}
        onChange={(next) => onChange(BEGIN[(next ?? 'never') as Kind])}
      />
      {kind === 'weekly' && (
        <Select
          label={t('On')}
          allowDeselect={false}
          value={WEEKLY.exec(value ?? '')?.[1] ?? 'MO'}
          data={weekdays()}
          onChange={(day) => onChange(`FREQ=WEEKLY;BYDAY=${day}`)}
        />
      )}
      {kind === 'monthly' && (
        <NumberInput
          label={t('On day')}
          min={1}
          max={31}
          allowDecimal={false}
          clampBehavior="strict"
          value={Number(MONTHLY.exec(value ?? '')?.[1] ?? 1)}
          onChange={(day) => onChange(`FREQ=MONTHLY;BYMONTHDAY=${Number(day) || 1}`)}
        />
      )}
      {kind === 'other' && (
        <TextInput
          label={t('Rule (RFC 5545)')}
          maxLength={200}
          value={value ?? ''}
          onChange={(event) => onChange(event.currentTarget.value.toUpperCase())}
        />
      )}
    </SimpleGrid>
  )
}
