// The fields of a booking: who, when, how much, how firm.
import { Group, NumberInput, Select, TextInput } from '@mantine/core'
import { showMinutes } from '../../formats.ts'
import { usePeople } from '../../lookups.ts'
import { Segments } from '../../ui/segments.tsx'
import { t } from '../../words.ts'
import type { AmountKind, ChangeableBooking, Wish } from './booking-proposal.ts'
import { useFreeTime } from './use-people-schedule.ts'

interface FieldsProps {
  booking: ChangeableBooking
  wish: Wish
  onChange: (part: Partial<Wish>) => void
}

/** With how much of their time is free, where that is known. */
export const nameWithFree = (name: string, minutes: number | undefined): string =>
  minutes === undefined ? name : t('{name}, {time} free', { name, time: showMinutes(minutes) })

export function BookingFields({ booking, wish, onChange }: FieldsProps) {
  const freeOf = useFreeTime(wish.startOn, wish.endOn)
  const choices = usePeople()
    .list.filter(({ active }) => active)
    .map(({ id, name }) => ({ value: id, label: nameWithFree(name, freeOf(id)) }))
  return (
    <>
      <Select
        label={t('Person')}
        placeholder={t('Nobody yet')}
        searchable
        data={choices}
        value={wish.personId}
        onChange={(personId) => onChange({ personId })}
        {...(wish.personId === null && { 'data-autofocus': true })}
      />
      <WhenAndHowMuch wish={wish} mayBeTentative={booking.status === 'tentative'} onChange={onChange} />
    </>
  )
}

interface WhenProps {
  wish: Wish
  /** One that is confirmed stays so. */
  mayBeTentative: boolean
  onChange: (part: Partial<Wish>) => void
}

export function WhenAndHowMuch({ wish, mayBeTentative, onChange }: WhenProps) {
  return (
    <>
      <Group grow align="flex-start">
        <TextInput
          type="date"
          label={t('First day')}
          required
          value={wish.startOn}
          onChange={(event) => event.currentTarget.value && onChange({ startOn: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('Last day')}
          required
          min={wish.startOn}
          value={wish.endOn}
          onChange={(event) => event.currentTarget.value && onChange({ endOn: event.currentTarget.value })}
        />
      </Group>
      <Amount wish={wish} onChange={onChange} />
      {mayBeTentative && (
        <Segments
          label={t('How firm')}
          choices={[
            { value: 'tentative', label: t('Tentative') },
            { value: 'confirmed', label: t('Confirmed') },
          ]}
          value={wish.status}
          onChange={(status) => onChange({ status })}
        />
      )}
    </>
  )
}

const amountKinds = (): { value: AmountKind; label: string }[] => [
  { value: 'minutesPerDay', label: t('hours a day') },
  { value: 'percent', label: t('percent of each day') },
  { value: 'totalMinutes', label: t('hours in all') },
]

function Amount({ wish: { kind, amount }, onChange }: Pick<FieldsProps, 'wish' | 'onChange'>) {
  const unit = kind === 'percent' ? 1 : 60
  return (
    <Group grow align="flex-end">
      <NumberInput
        label={t('How much')}
        min={kind === 'percent' ? 1 : 0.25}
        {...(kind === 'percent' && { max: 100 })}
        step={kind === 'percent' ? 10 : 0.5}
        decimalScale={kind === 'percent' ? 0 : 2}
        value={amount / unit}
        onChange={(value) => Number(value) > 0 && onChange({ amount: Math.round(Number(value) * unit) })}
      />
      <Select
        aria-label={t('Unit')}
        data={amountKinds()}
        allowDeselect={false}
        value={kind}
        onChange={(next) => onChange(convert(kind, amount, next ?? kind))}
      />
    </Group>
  )
}

/** Hours stay the same figure; a percent begins as the whole day. */
function convert(from: AmountKind, amount: number, to: AmountKind): Pick<Wish, 'kind' | 'amount'> {
  if (to === 'percent') return { kind: to, amount: from === 'percent' ? amount : 100 }
  return { kind: to, amount: from === 'percent' ? 480 : amount }
}
