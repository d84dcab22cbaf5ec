// Before a file is taken away for everybody.
import type { Attachment } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { t } from '../../words.ts'

export function DeleteFile({ file: { id, name }, onClose }: { file: Attachment; onClose: () => void }) {
  const remove = useAct('DELETE /v1/admin/attachments/:attachmentId')
  return (
    <Confirm
      title={t('Delete {name}', { name })}
      says={t('The file is gone for everybody. That it was there stays in the log.')}
      submit={t('Delete')}
      onConfirm={() => remove.mutateAsync({ params: { attachmentId: id } })}
      onClose={onClose}
    />
  )
}
