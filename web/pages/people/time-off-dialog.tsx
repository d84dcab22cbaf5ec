// Time off: what moves with it, and who is booked over what is left, is shown before it is saved.
import { Group, NumberInput, Switch, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { TimeOff, TimeOffChange } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { today } from '../../formats.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useEdit } from '../../ui/stale-edit.tsx'
import { usePreview } from '../../ui/use-preview.tsx'
import { useTouched } from '../../use-touched.ts'
import { t } from '../../words.ts'
import { daysOf } from './person-week.ts'

type Fields = Pick<TimeOff, 'startOn' | 'endOn' | 'minutesPerDay' | 'note'>

interface DialogProps {
  personId: string
  off?: TimeOff
  onClose: () => void
}

export function TimeOffDialog({ off, personId, onClose }: DialogProps) {
  return off ? <ChangeTimeOff off={off} onClose={onClose} /> : <AddTimeOff personId={personId} onClose={onClose} />
}

function AddTimeOff({ personId, onClose }: Omit<DialogProps, 'off'>) {
  const add = useAct('POST /v1/admin/people/:personId/time-off')
  const preview = usePreview(t('What moves with this time off'), t('Add it'))
  const [body, setBody] = useState<Fields>({ startOn: today(), endOn: today(), minutesPerDay: null, note: '' })
  return (
    <>
      <FormDialog
        title={t('Add time off')}
        submit={t('Add')}
        covered={preview.dialog !== undefined}
        onSubmit={() => preview.save((query) => add.mutateAsync({ params: { personId }, body, query }))}
        onClose={onClose}
      >
        {(fields) => <TimeOffFields value={body} fields={fields} onChange={(more) => setBody({ ...body, ...more })} />}
      </FormDialog>
      {preview.dialog}
    </>
  )
}

function ChangeTimeOff({ off, onClose }: { off: TimeOff; onClose: () => void }) {
  const put = useAct('PUT /v1/admin/people/:personId/time-off/:timeOffId')
  const { value, change, isTouched, version, set } = useTouched(off)
  const params = { personId: off.personId, timeOffId: off.id }
  const preview = usePreview(t('What moves with this time off'), t('Save'))
  const edit = useEdit((body: TimeOffChange, at) =>
    preview.save((query) => put.mutateAsync({ params, body, version: at, query })),
  )
  return (
    <>
      <FormDialog
        title={t('Change time off')}
        submit={t('Save')}
        disabled={!isTouched}
        covered={preview.dialog !== undefined || edit.dialog !== undefined}
        onSubmit={() => edit.save(change, version)}
        onClose={onClose}
      >
        {(fields) => <TimeOffFields value={value} fields={fields} onChange={set} />}
      </FormDialog>
      {preview.dialog}
      {edit.dialog}
    </>
  )
}

export function RemoveTimeOff({ off, onClose }: { off: TimeOff; onClose: () => void }) {
  const remove = useAct('DELETE /v1/admin/people/:personId/time-off/:timeOffId')
  const preview = usePreview(t('What moves without this time off'), t('Remove it'))
  const params = { personId: off.personId, timeOffId: off.id }
  return (
    <>
      <FormDialog
        title={t('Remove time off?')}
        submit={t('Remove')}
        danger
        covered={preview.dialog !== undefined}
        onSubmit={() => preview.save((query) => remove.mutateAsync({ params, version: off.version, query }))}
        onClose={onClose}
      >
        {() => <Text size="sm">{daysOf(off)}</Text>}
      </FormDialog>
      {preview.dialog}
    </>
  )
}

interface FieldsProps {
  value: Fields
  fields: Record<string, string>
  onChange: (change: Partial<Fields>) => void
}

function TimeOffFields({ value: { startOn, endOn, minutesPerDay, note }, fields, onChange }: FieldsProps) {
  return (
    <>
      <Group grow align="flex-start">
        <TextInput
          type="date"
          label={t('First day')}
          required
          value={startOn}
          error={fields.startOn}
          onChange={(event) => {
            const day = event.currentTarget.value
            onChange(day > endOn ? { startOn: day, endOn: day } : { startOn: day })
          }}
          data-autofocus
        />
        <TextInput
          type="date"
          label={t('Last day')}
          required
          min={startOn}
          value={endOn}
          error={fields.endOn}
          onChange={(event) => onChange({ endOn: event.currentTarget.value })}
        />
      </Group>
      <Switch
        label={t('Whole days')}
        checked={minutesPerDay === null}
        onChange={(event) => onChange({ minutesPerDay: event.currentTarget.checked ? null : 240 })}
      />
      {minutesPerDay !== null && (
        <NumberInput
          label={t('Hours a day')}
          min={0.25}
          max={24}
          step={0.5}
          decimalScale={2}
          value={minutesPerDay / 60}
          error={fields.minutesPerDay}
          onChange={(hours) => onChange({ minutesPerDay: Math.round(Number(hours) * 60) })}
        />
      )}
      <TextInput
        label={t('Note')}
        description={t('Seen by them and by Project Admins.')}
        maxLength={200}
        value={note}
        error={fields.note}
        onChange={(event) => onChange({ note: event.currentTarget.value })}
      />
    </>
  )
}
