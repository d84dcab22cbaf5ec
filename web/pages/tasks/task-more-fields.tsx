// What few tasks need said: what it is a part of, a day it is bound to, how much it counts, and what a milestone bills.
import { Checkbox, Fieldset, Group, NumberInput, Select, TextInput } from '@mantine/core'
import { today } from '../../formats.ts'
import { useMe } from '../../me.ts'
import { MoneyInput } from '../../ui/money-input.tsx'
import { t } from '../../words.ts'
import { useProject } from '../project/use-project.ts'
import type { TaskDraft } from './task-fields.tsx'
import { TaskPick } from './task-pick.tsx'

interface MoreFieldsProps {
  projectId: string
  taskId: string | undefined
  draft: TaskDraft
  set: (change: Partial<TaskDraft>) => void
  fields: Record<string, string>
}

export function TaskMoreFields({ projectId, taskId, draft, set, fields }: MoreFieldsProps) {
  const me = useMe()
  const { data: project } = useProject(projectId)
  const currency = project?.currency ?? me.organization.currency
  return (
    <Fieldset legend={t('More')} styles={{ legend: { fontWeight: 500, fontSize: 14, padding: 0 } }}>
      <TaskPick
        label={t('Part of')}
        description={t('A group of tasks: its dates span those of its parts.')}
        projectId={projectId}
        without={taskId}
        value={draft.parentId ?? null}
        error={fields.parentId}
        onChange={(parent) => set({ parentId: parent?.id ?? null })}
      />
      <Bound draft={draft} set={set} fields={fields} />
      <Group grow align="flex-end" mt="sm">
        <NumberInput
          label={t('Weight')}
          description={t('How much it counts in the project’s progress.')}
          min={0}
          max={1000}
          allowDecimal={false}
          value={draft.weight ?? 1}
          error={fields.weight}
          onChange={(weight) => weight !== '' && set({ weight: Number(weight) })}
        />
        {draft.kind === 'milestone' && (
          <MoneyInput
            label={t('Bills in {currency}', { currency })}
            description={t('Once the milestone is reached.')}
            currency={currency}
            minor={draft.billableMinor}
            error={fields.billableMinor}
            onMinor={(billableMinor) => set({ billableMinor })}
          />
        )}
      </Group>
      <Checkbox
        mt="sm"
        label={t('The project is not complete without it')}
        checked={draft.required ?? true}
        error={fields.required}
        onChange={(event) => set({ required: event.currentTarget.checked })}
      />
    </Fieldset>
  )
}

/** A day before which it does not start, or by which it must be done. */
function Bound({ draft, set, fields }: Pick<MoreFieldsProps, 'draft' | 'set' | 'fields'>) {
  const { constraint = null, startOn, dueOn } = draft
  const choose = (kind: 'not_before' | 'must_finish_by' | null) => {
    const on = constraint?.on ?? (kind === 'must_finish_by' ? dueOn : startOn) ?? today()
    set({ constraint: kind && { kind, on } })
  }
  return (
    <Group grow align="flex-end" mt="sm">
      <Select
        label={t('Bound to a day')}
        placeholder={t('Not bound')}
        clearable
        clearButtonProps={{ 'aria-label': t('Not bound') }}
        data={[
          { value: 'not_before', label: t('Starts not before') },
          { value: 'must_finish_by', label: t('Must finish by') },
        ]}
        value={constraint?.kind ?? null}
        error={fields.constraint}
        onChange={choose}
      />
      {constraint && (
        <TextInput
          type="date"
          aria-label={t('The day')}
          required
          value={constraint.on}
          error={fields['constraint/on']}
          onChange={(event) =>
            event.currentTarget.value && set({ constraint: { ...constraint, on: event.currentTarget.value } })
          }
        />
      )}
    </Group>
  )
}
