// Takes a holiday out: it is a working day again, and what moves with that is shown first.
import { useAct } from '../../api.ts'
import type { Holiday } from '../../api-types.ts'
import { showWeekday } from '../../formats.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { usePreview } from '../../ui/use-preview.tsx'
import { t } from '../../words.ts'

export function RemoveHoliday({ holiday, onClose }: { holiday: Holiday; onClose: () => void }) {
  const remove = useAct('DELETE /v1/admin/holidays/:holidayId')
  const preview = usePreview(t('What moves without this holiday'), t('Remove it'))
  const { id, name, on, version } = holiday
  return (
    <>
      <FormDialog
        title={t('Remove {name}?', { name })}
        submit={t('Remove')}
        danger
        covered={preview.dialog !== undefined}
        onSubmit={() => preview.save((query) => remove.mutateAsync({ params: { holidayId: id }, version, query }))}
        onClose={onClose}
      >
        {() =>
          t('{day} is then a day like others of its weekday; where dates move with that, you see it first.', {
            day: showWeekday(on),
          })
        }
      </FormDialog>
      {preview.dialog}
    </>
  )
}
