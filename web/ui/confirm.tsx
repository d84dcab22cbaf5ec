// Before something that is not easily undone: what it does, and a reason where the log wants one.
import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { t } from '../words.ts'
import { FormDialog } from './form-dialog.tsx'

interface ConfirmProps {
  title: string
  says: string
  submit: string
  /** Whether a reason is asked for; `optional` may be left empty. */
  reason?: 'required' | 'optional'
  onConfirm: (reason: string) => Promise<unknown>
  onClose: () => void
  danger?: boolean
  /** Another dialog lies over it, asking about what follows. */
  covered?: boolean
}

export function Confirm({
  title,
  says,
  submit,
  reason,
  onConfirm,
  onClose,
  danger = true,
  covered = false,
}: ConfirmProps) {
  const [text, setText] = useState('')
  return (
    <FormDialog
      title={title}
      submit={submit}
      danger={danger}
      covered={covered}
      onSubmit={() => onConfirm(text)}
      onClose={onClose}
    >
      {(fields) => (
        <>
          <Text size="sm">{says}</Text>
          {reason && (
            <Textarea
              label={t('Reason')}
              required={reason === 'required'}
              autosize
              minRows={2}
              value={text}
              error={fields.reason}
              onChange={(event) => setText(event.currentTarget.value)}
              data-autofocus
            />
          )}
        </>
      )}
    </FormDialog>
  )
}
