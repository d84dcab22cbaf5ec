// Answers a request: accepts it into tasks, completes it, declines it or asks the client back. What would follow is shown first.
import { Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Resolution } from '../../../domain/request-life.ts'
import type { RequestProcessing, RequestWithHistory } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { say } from '../../say.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { t } from '../../words.ts'
import { useMayIn } from '../project/use-project.ts'
import { AcceptPreview, useAcceptPreview } from './accept-preview.tsx'
import { blankTask, newTaskOf, NewTasks, type TaskDraft } from './new-tasks.tsx'

const WORDS = (): Record<Resolution, { title: string; submit: string; response: string; says: string }> => ({
  accepted: {
    title: t('Accept the request'),
    submit: t('Accept'),
    response: t('What the client is told'),
    says: t('It becomes work. It is done when all its tasks are.'),
  },
  awaiting_client: {
    title: t('Ask the client back'),
    submit: t('Ask'),
    response: t('What the client is asked'),
    says: t('Its clocks stop until the client answers.'),
  },
  completed: {
    title: t('Complete the request'),
    submit: t('Complete'),
    response: t('What the client is told'),
    says: t('It is closed with this answer.'),
  },
  declined: {
    title: t('Decline the request'),
    submit: t('Decline'),
    response: t('What the client is told'),
    says: t('It is closed. The note stays inside; the answer goes to the client.'),
  },
})

interface AnswerDialogProps {
  request: RequestWithHistory
  resolution: Resolution
  onClose: () => void
}

export function AnswerDialog({ request, resolution, onClose }: AnswerDialogProps) {
  const { id, version, requester } = request
  const words = WORDS()[resolution]
  const mayTasks = useMayIn(request.projectId)('task.create')
  const [response, setResponse, forget] = useDraft(`answer:${id}`)
  const [note, setNote] = useState('')
  const [tasks, setTasks] = useState<TaskDraft[]>(() =>
    resolution === 'accepted' && mayTasks ? [blankTask(request.title)] : [],
  )
  const body = bodyOf(resolution, response, note, tasks)
  const preview = useAcceptPreview(id, resolution === 'accepted' ? body : undefined)
  const process = useAct('PUT /v1/admin/projects/requests/:requestId/process')
  const send = async () => {
    const planHash = preview.hashFor(body)
    await process.mutateAsync({ params: { requestId: id }, body, version, ...(planHash && { query: { planHash } }) })
    forget()
    void say({ message: t('{name} is told.', { name: requester.name }) })
  }
  return (
    <FormDialog
      title={words.title}
      submit={words.submit}
      size={resolution === 'accepted' ? 'xl' : 'lg'}
      danger={resolution === 'declined'}
      // What it becomes is seen before it does.
      disabled={!preview.isShown && !preview.error}
      onSubmit={send}
      onClose={onClose}
    >
      {(fields) => (
        <>
          <Text size="sm" c="dimmed">
            {words.says}{' '}
            {requester.email
              ? t('It goes to {name} by mail.', { name: requester.name })
              : t('No address of {name} is known: somebody has to tell them.', { name: requester.name })}
          </Text>
          <Textarea
            label={words.response}
            required
            autosize
            minRows={4}
            maxRows={14}
            data-autofocus
            value={response}
            error={fields.response}
            onChange={(event) => setResponse(event.currentTarget.value)}
          />
          {(resolution === 'declined' || resolution === 'completed') && (
            <TextInput
              label={t('Note for ourselves')}
              description={resolution === 'declined' ? t('Why it is declined.') : undefined}
              required={resolution === 'declined'}
              value={note}
              error={fields.note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          )}
          {resolution === 'accepted' && mayTasks && (
            <>
              <NewTasks tasks={tasks} onChange={setTasks} errors={fields} />
              <AcceptPreview preview={preview} />
            </>
          )}
        </>
      )}
    </FormDialog>
  )
}

function bodyOf(resolution: Resolution, response: string, note: string, tasks: TaskDraft[]): RequestProcessing {
  const wanted = tasks.filter(({ title }) => title.trim() !== '').map(newTaskOf)
  return {
    resolutionStatus: resolution,
    response,
    ...(note.trim() && { note: note.trim() }),
    ...(wanted.length > 0 && { tasks: wanted }),
  }
}
