// Says that one looks after an alert, or that it is over, with a word about what is done.
import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useAct } from '../../api.ts'
import type { Alert } from '../../api-types.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'

export type AlertStep = 'acknowledge' | 'clear'

interface AlertDialogProps {
  alert: Alert
  to: AlertStep
  onClose: () => void
}

export function AlertDialog({ alert, to, onClose }: AlertDialogProps) {
  const acknowledge = useAct('POST /v1/admin/alerts/:alertId/acknowledge')
  const clear = useAct('POST /v1/admin/alerts/:alertId/clear')
  const [note, setNote] = useState('')
  const isClear = to === 'clear'
  const act = isClear ? clear : acknowledge
  return (
    <FormDialog
      title={isClear ? t('Clear this alert') : t('Look after this alert')}
      submit={isClear ? t('Clear') : t('Acknowledge')}
      onSubmit={() => act.mutateAsync({ params: { alertId: alert.id }, ...(note.trim() && { body: { note } }) })}
      onClose={onClose}
    >
      {(fields) => (
        <>
          <Text size="sm" fw={600}>
            {alert.title}
          </Text>
          <Text size="sm">
            {isClear
              ? t('It counts as over. If its cause comes back, that is a new alert.')
              : t('The other administrators see that you look after it; you are not reminded of it any more.')}
          </Text>
          <Textarea
            label={t('What is done about it')}
            description={t('May be left empty.')}
            value={note}
            maxLength={2000}
            error={fields.note}
            onChange={(event) => setNote(event.currentTarget.value)}
            autosize
            minRows={2}
            data-autofocus
          />
        </>
      )}
    </FormDialog>
  )
}
