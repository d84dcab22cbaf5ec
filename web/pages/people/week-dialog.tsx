// The hours somebody works from a day on, planned or taken back: what is booked over them is told before it is saved.
import { Group, NumberInput, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Person, PersonChange, WeeklyCapacity } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { showDay, today } from '../../formats.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useEdit } from '../../ui/stale-edit.tsx'
import { usePreview } from '../../ui/use-preview.tsx'
import { t } from '../../words.ts'
import { weekdays, weekNow } from './person-week.ts'

const USUAL = [480, 480, 480, 480, 480, 0, 0]

export function WeekDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const put = useAct('PUT /v1/admin/people/:personId')
  const [validFrom, setValidFrom] = useState(today())
  const [minutes, setMinutes] = useState(weekNow(person)?.minutes ?? USUAL)
  const preview = usePreview(t('What changes with this week'), t('Save'))
  const edit = useEdit((body: PersonChange, at) =>
    preview.save((query) => put.mutateAsync({ params: { personId: person.id }, body, version: at, query })),
  )
  const others = person.weeklyCapacity.filter((week) => week.validFrom !== validFrom)
  const weeklyCapacity = [...others, { validFrom, minutes }].toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
  const set = (day: number, hours: number) =>
    setMinutes(minutes.map((each, n) => (n === day ? Math.round(hours * 60) : each)))
  return (
    <>
      <FormDialog
        title={t('The week of {name}', { name: person.name })}
        submit={t('Save')}
        size="lg"
        covered={preview.dialog !== undefined || edit.dialog !== undefined}
        onSubmit={() => edit.save({ weeklyCapacity }, person.version)}
        onClose={onClose}
      >
        {(fields) => (
          <>
            <TextInput
              type="date"
              label={t('From')}
              required
              value={validFrom}
              error={fields.weeklyCapacity}
              onChange={(event) => setValidFrom(event.currentTarget.value)}
            />
            <Group gap="xs" wrap="wrap">
              {weekdays().map((name, day) => (
                <NumberInput
                  key={name}
                  label={name}
                  aria-label={t('Hours on {day}', { day: name })}
                  w={80}
                  min={0}
                  max={24}
                  step={0.5}
                  decimalScale={2}
                  value={(minutes[day] ?? 0) / 60}
                  onChange={(hours) => set(day, Number(hours))}
                />
              ))}
            </Group>
          </>
        )}
      </FormDialog>
      {preview.dialog}
      {edit.dialog}
    </>
  )
}

interface RemoveWeekProps {
  person: Person
  week: WeeklyCapacity
  onClose: () => void
}
export function RemoveWeek({ person, week, onClose }: RemoveWeekProps) {
  const put = useAct('PUT /v1/admin/people/:personId')
  const preview = usePreview(t('What changes without this week'), t('Remove it'))
  const weeklyCapacity = person.weeklyCapacity.filter(({ validFrom }) => validFrom !== week.validFrom)
  const given = { params: { personId: person.id }, body: { weeklyCapacity }, version: person.version }
  return (
    <>
      <FormDialog
        title={t('Remove the week from {day}?', { day: showDay(week.validFrom) })}
        submit={t('Remove')}
        danger
        covered={preview.dialog !== undefined}
        onSubmit={() => preview.save((query) => put.mutateAsync({ ...given, query }))}
        onClose={onClose}
      >
        {() => <Text size="sm">{t('From this day on, the week before it holds, or the organisation’s.')}</Text>}
      </FormDialog>
      {preview.dialog}
    </>
  )
}
