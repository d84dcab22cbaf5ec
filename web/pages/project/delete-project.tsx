// Removing a project from every view: what goes with it is counted first, and it can be brought back for 30 days.
import { Text, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Project } from '../../api-types.ts'
import { call, useAct, type Reply } from '../../api.ts'
import { showMoment } from '../../formats.ts'
import { say } from '../../say.ts'
import { FormDialog, ProblemAlert } from '../../ui/form-dialog.tsx'
import { t, tn } from '../../words.ts'

const DELETE = 'DELETE /v1/admin/projects/:projectId'

export function DeleteProject({ project, onClose }: { project: Project; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const remove = useAct(DELETE)
  const params = { projectId: project.id }
  const client = useQueryClient()
  const planFor = (why: string) => call(DELETE, { params, query: { dryRun: 'true' }, body: { reason: why } })
  const queryKey = ['delete-plan', project.id]
  const plan = useQuery({ queryKey, queryFn: () => planFor(t('(no reason yet)')), retry: false, gcTime: 0 })
  /** The reason is part of what is committed: with it the plan is made once more, and must remove what was shown. */
  const send = async () => {
    const body = { reason: reason.trim() }
    const exact = await planFor(body.reason)
    if (JSON.stringify(exact.removed) !== JSON.stringify(plan.data?.removed)) {
      client.setQueryData(queryKey, exact)
      throw new Error(t('Something changed since you looked. This is what would go now.'))
    }
    const { restorableUntil } = await remove.mutateAsync({ params, query: { planHash: exact.planHash }, body })
    // One stays at its address, where it can be brought back.
    void say({
      message: t('“{name}” was deleted. It can be brought back here until {day}.', {
        name: project.name,
        day: showMoment(restorableUntil),
      }),
    })
  }
  return (
    <FormDialog
      title={t('Delete “{name}”', { name: project.name })}
      submit={t('Delete')}
      danger
      disabled={!reason.trim() || !plan.data}
      onSubmit={send}
      onClose={onClose}
    >
      {(fields) => (
        <>
          <Text size="sm">
            {t('It goes from every view at once. A Project Admin can bring it back for 30 days; then it is gone.')}
          </Text>
          {plan.error && <ProblemAlert error={plan.error} />}
          {plan.data && <Removed removed={plan.data.removed} />}
          <Textarea
            label={t('Reason')}
            required
            autosize
            minRows={2}
            maxLength={1000}
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

function Removed({ removed }: { removed: Reply<typeof DELETE>['removed'] }) {
  return (
    <ul style={{ margin: 0, paddingLeft: 20, fontSize: 14 }}>
      <li>{tn(removed.tasks, '{count} task', '{count} tasks')}</li>
      <li>{tn(removed.requests, '{count} request', '{count} requests')}</li>
      <li>{tn(removed.communications, '{count} message', '{count} messages')}</li>
      <li>{tn(removed.allocations, '{count} booking', '{count} bookings')}</li>
      <li>{tn(removed.timeEntries, '{count} time entry', '{count} time entries')}</li>
    </ul>
  )
}
