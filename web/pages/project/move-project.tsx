// Before a project moves along its life: why, and what follows for its tasks and bookings.
import { Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Project, ProjectChange } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { addDays, today } from '../../formats.ts'
import { FormDialog, ProblemAlert } from '../../ui/form-dialog.tsx'
import { PlannedChanges } from '../../ui/preview.tsx'
import { t } from '../../words.ts'
import type { Move } from './project-moves.ts'
import { useNameOf, useProjectPlan, withoutSaid } from './project-plan.ts'

interface MoveProjectProps {
  project: Project
  move: Move
  onClose: () => void
}

export function MoveProject({ project, move, onClose }: MoveProjectProps) {
  const [reason, setReason] = useState('')
  const [holdUntil, setHoldUntil] = useState('')
  const update = useAct('PUT /v1/admin/projects/:projectId')
  const isHold = move.to === 'on_hold'
  const change: ProjectChange = {
    status: move.to,
    ...((reason.trim() || move.needsReason) && { reason: reason.trim() || t('(no reason yet)') }),
    ...(isHold && holdUntil && { holdUntil }),
  }
  const plan = useProjectPlan(project, change)
  const send = () =>
    update.mutateAsync({
      params: { projectId: project.id },
      query: { planHash: plan.data?.planHash },
      body: { ...change, status: plan.data?.status ?? move.to },
    })
  return (
    <FormDialog
      title={t('{move}: {name}', { move: move.name.replace(/…$/, ''), name: project.name })}
      submit={move.name.replace(/…$/, '')}
      danger={move.danger}
      size="lg"
      disabled={!plan.ready || (move.needsReason && !reason.trim())}
      onSubmit={send}
      onClose={onClose}
    >
      {(fields) => (
        <>
          <Textarea
            label={t('Reason')}
            description={t('It stands in the activity, and is told to the people concerned.')}
            required={move.needsReason}
            autosize
            minRows={2}
            maxLength={1000}
            value={reason}
            error={fields.reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          {isHold && (
            <TextInput
              type="date"
              label={t('On hold until')}
              description={t('What has not begun starts on this day or later. May be left open.')}
              min={addDays(today(), 1)}
              value={holdUntil}
              error={fields.holdUntil}
              onChange={(event) => setHoldUntil(event.currentTarget.value)}
            />
          )}
          <WhatFollows project={project} plan={plan} />
        </>
      )}
    </FormDialog>
  )
}

function WhatFollows({ project, plan }: { project: Project; plan: ReturnType<typeof useProjectPlan> }) {
  const nameOf = useNameOf(project, plan.data?.changes ?? [])
  return (
    <Stack gap={6} aria-live="polite" aria-busy={!plan.ready}>
      <Text size="sm" fw={600}>
        {t('What follows')}
      </Text>
      {plan.error && <ProblemAlert error={plan.error} />}
      {plan.data && (
        <PlannedChanges
          changes={withoutSaid(plan.data.changes)}
          hiddenChanges={plan.data.hiddenChanges}
          nameOf={nameOf}
          maxHeight={240}
        />
      )}
      {!plan.data && !plan.error && (
        <Text size="sm" c="dimmed">
          {t('Looking…')}
        </Text>
      )}
    </Stack>
  )
}
