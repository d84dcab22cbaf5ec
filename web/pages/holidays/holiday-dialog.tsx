// A holiday, new or another than it was: what moves with it is shown before it is saved.
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../api.ts'
import type { Holiday } from '../../api-types.ts'
import { today } from '../../formats.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useEdit } from '../../ui/stale-edit.tsx'
import { usePreview } from '../../ui/use-preview.tsx'
import { useTouched } from '../../use-touched.ts'
import { t } from '../../words.ts'

interface HolidayDialogProps {
  year: number
  holiday?: Holiday
  onClose: () => void
}

export function HolidayDialog({ holiday, ...props }: HolidayDialogProps) {
  return holiday ? <ChangeHoliday holiday={holiday} {...props} /> : <NewHoliday {...props} />
}

function NewHoliday({ year, onClose }: Omit<HolidayDialogProps, 'holiday'>) {
  const add = useAct('POST /v1/admin/holidays')
  const preview = usePreview(t('What moves with this holiday'), t('Add it'))
  const now = today()
  const [body, setBody] = useState({ on: String(year) === now.slice(0, 4) ? now : `${year}-01-01`, name: '' })
  return (
    <>
      <FormDialog
        title={t('Add a holiday')}
        submit={t('Add')}
        covered={preview.dialog !== undefined}
        onSubmit={() => preview.save((query) => add.mutateAsync({ body, query }))}
        onClose={onClose}
      >
        {(fields) => <HolidayFields value={body} fields={fields} onChange={(more) => setBody({ ...body, ...more })} />}
      </FormDialog>
      {preview.dialog}
    </>
  )
}

function ChangeHoliday({ holiday, onClose }: { holiday: Holiday; onClose: () => void }) {
  const put = useAct('PUT /v1/admin/holidays/:holidayId')
  const { value, change, isTouched, version, set } = useTouched(holiday)
  const preview = usePreview(t('What moves with this holiday'), t('Save'))
  const edit = useEdit((body: { on?: string; name?: string }, at) =>
    preview.save((query) => put.mutateAsync({ params: { holidayId: holiday.id }, body, version: at, query })),
  )
  return (
    <>
      <FormDialog
        title={t('Change a holiday')}
        submit={t('Save')}
        disabled={!isTouched}
        covered={preview.dialog !== undefined || edit.dialog !== undefined}
        onSubmit={() => edit.save(change, version)}
        onClose={onClose}
      >
        {(fields) => <HolidayFields value={value} fields={fields} onChange={set} />}
      </FormDialog>
      {preview.dialog}
      {edit.dialog}
    </>
  )
}

interface HolidayFieldsProps {
  value: Pick<Holiday, 'on' | 'name'>
  fields: Record<string, string>
  onChange: (change: Partial<Pick<Holiday, 'on' | 'name'>>) => void
}

function HolidayFields({ value, fields, onChange }: HolidayFieldsProps) {
  return (
    <>
      <TextInput
        type="date"
        label={t('Day')}
        required
        value={value.on}
        error={fields.on}
        onChange={(event) => onChange({ on: event.currentTarget.value })}
      />
      <TextInput
        label={t('Name')}
        required
        maxLength={200}
        value={value.name}
        error={fields.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        data-autofocus
      />
    </>
  )
}
