// Which baseline the plan is compared with, what moved since, and a new one frozen.
import { ActionIcon, Select, Text, TextInput, Tooltip } from '@mantine/core'
import { Camera } from 'lucide-react'
import { useState } from 'react'
import type { BaselineComparison } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { showDay } from '../../formats.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t, tn } from '../../words.ts'
import { BaselineMenu } from './baseline-menu.tsx'

const MOST = 100

interface BaselineChoiceProps {
  projectId: string
  baselineId: string | null
  mayChange: boolean
  onChoose: (id: string | null) => void
}

export function BaselineChoice({ projectId, baselineId, mayChange, onChoose }: BaselineChoiceProps) {
  const [freezing, setFreezing] = useState(false)
  const query = { limit: MOST, sort: '-createdAt' } as const
  const { data } = useDoor('GET /v1/admin/projects/:projectId/baselines', { params: { projectId }, query })
  const chosen = data?.data.find(({ id }) => id === baselineId)
  const choices = (data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      {choices.length > 0 && (
        <Select
          size="xs"
          w={180}
          aria-label={t('Compare with a baseline')}
          placeholder={t('No baseline')}
          clearable
          clearButtonProps={{ 'aria-label': t('No baseline') }}
          data={choices}
          value={baselineId}
          onChange={onChoose}
        />
      )}
      {mayChange && chosen && <BaselineMenu baseline={chosen} onGone={() => onChoose(null)} />}
      {mayChange && (
        <Tooltip label={t('Freeze the plan as a baseline')}>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={t('Freeze the plan as a baseline')}
            onClick={() => setFreezing(true)}
          >
            <Camera size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      {freezing && <FreezeDialog projectId={projectId} onFrozen={onChoose} onClose={() => setFreezing(false)} />}
    </>
  )
}

interface FreezeDialogProps {
  projectId: string
  onFrozen: (id: string) => void
  onClose: () => void
}
function FreezeDialog({ projectId, onFrozen, onClose }: FreezeDialogProps) {
  const [name, setName] = useState('')
  const freeze = useAct('POST /v1/admin/projects/:projectId/baselines')
  return (
    <FormDialog
      title={t('Freeze the plan as a baseline')}
      submit={t('Freeze')}
      disabled={name.trim() === ''}
      onSubmit={async () => onFrozen((await freeze.mutateAsync({ params: { projectId }, body: { name } })).id)}
      onClose={onClose}
    >
      {(fields) => (
        <TextInput
          label={t('Name')}
          description={t('The dates as they are now are kept under this name, to compare with later.')}
          required
          value={name}
          error={fields.name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
      )}
    </FormDialog>
  )
}

/** How the plan stands against its baseline, in a line. */
export function BaselineSummary({ comparison }: { comparison: BaselineComparison }) {
  const { name, summary } = comparison
  const { moved, added, removed, slipDays, projectFinishNow, projectFinishBaseline } = summary
  const words = [
    tn(moved, '{count} task moved', '{count} tasks moved'),
    ...(added > 0 ? [tn(added, '{count} came', '{count} came')] : []),
    ...(removed > 0 ? [tn(removed, '{count} went', '{count} went')] : []),
  ]
  const end =
    slipDays === null || projectFinishNow === null || projectFinishBaseline === null
      ? ''
      : slipDays === 0
        ? t('the end is where it was')
        : t('the end went from {was} to {is}', { was: showDay(projectFinishBaseline), is: showDay(projectFinishNow) })
  return (
    <Text size="sm" px="sm" pb={8} c="dimmed" role="status">
      <Text span fw={600} c={slipDays !== null && slipDays > 0 ? 'var(--warn)' : 'inherit'}>
        {slipDays !== null && slipDays > 0
          ? tn(slipDays, '{count} working day later than “{name}”', '{count} working days later than “{name}”', {
              name,
            })
          : t('Compared with “{name}”', { name })}
      </Text>
      {`: ${[...words, end].filter(Boolean).join(', ')}`}
    </Text>
  )
}
