// What a move has to say: what a blocked task waits for, why one is cancelled or taken up again.
import { Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Task, TaskStatusChange } from '../../api-types.ts'
import { choicesOf, TASK_STATUS } from '../../labels.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'
import { BLOCKED_REASON, type Movable, type TaskStatus } from './use-move-task.tsx'

interface MoveDialogProps {
  task: Movable
  to: TaskStatus
  onSend: (body: TaskStatusChange) => Promise<unknown>
  onClose: () => void
}

export function MoveDialog({ task, to, onSend, onClose }: MoveDialogProps) {
  const [blockedReason, setBlockedReason] = useState<NonNullable<Task['blockedReason']>>('waiting_client')
  const [reason, setReason] = useState('')
  const isBlocking = to === 'blocked'
  const body: TaskStatusChange = { status: to, ...(isBlocking && { blockedReason }), ...(reason && { reason }) }
  return (
    <FormDialog
      title={`${task.title}: ${TASK_STATUS()[to].text}`}
      submit={t('Move')}
      danger={to === 'cancelled'}
      onSubmit={() => onSend(body)}
      onClose={onClose}
    >
      {(fields) => (
        <>
          {isBlocking && (
            <Select
              label={t('What it waits for')}
              data={choicesOf(BLOCKED_REASON())}
              value={blockedReason}
              error={fields.blockedReason}
              allowDeselect={false}
              onChange={(chosen) => chosen && setBlockedReason(chosen)}
            />
          )}
          <Textarea
            label={isBlocking ? t('What exactly') : t('Reason')}
            required={task.status === 'completed'}
            autosize
            minRows={2}
            value={reason}
            error={fields.reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
        </>
      )}
    </FormDialog>
  )
}
