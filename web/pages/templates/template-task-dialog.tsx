// One task of a template: what it is, when, how much work for whom, and what it waits for.
import { Autocomplete, Checkbox, NumberInput, Select, SimpleGrid, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Template, TemplateTask } from '../../api-types.ts'
import { choicesOf, PRIORITY } from '../../labels.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'
import { RecurrenceField } from './recurrence-field.tsx'
import { TemplateLinks } from './template-links.tsx'
import { keyFor } from './template-words.ts'

interface TemplateTaskDialogProps {
  /** Without a key where it is new. */
  task: TemplateTask
  template: Template
  onSave: (task: TemplateTask) => void
  onClose: () => void
}

export interface TaskPartProps {
  draft: TemplateTask
  template: Template
  set: (change: Partial<TemplateTask>) => void
}

export function TemplateTaskDialog({ task, template, onSave, onClose }: TemplateTaskDialogProps) {
  const [draft, setDraft] = useState(task)
  const part: TaskPartProps = { draft, template, set: (change) => setDraft({ ...draft, ...change }) }
  const save = async () => {
    const keys = new Set(template.tasks.map(({ key }) => key))
    onSave({ ...draft, key: draft.key || keyFor(draft.title, keys) })
  }
  const isNew = task.key === ''
  return (
    <FormDialog
      title={isNew ? t('Add a task') : t('Change a task')}
      submit={isNew ? t('Add to the plan') : t('Done')}
      size="lg"
      disabled={draft.title.trim() === ''}
      onSubmit={save}
      onClose={onClose}
    >
      {() => (
        <>
          <What {...part} />
          <When {...part} />
          <Who {...part} />
          <TemplateLinks {...part} />
          <RecurrenceField value={draft.recurrence} onChange={(recurrence) => part.set({ recurrence })} />
          <Textarea
            label={t('Description')}
            autosize
            minRows={2}
            maxLength={20_000}
            value={draft.description}
            onChange={(event) => part.set({ description: event.currentTarget.value })}
          />
        </>
      )}
    </FormDialog>
  )
}

const toNumber = (value: string | number): number | null => (value === '' ? null : Number(value))

function What({ draft, template, set }: TaskPartProps) {
  const others = template.tasks.filter(({ key, kind }) => key !== draft.key && kind === 'task')
  return (
    <>
      <TextInput
        label={t('Title')}
        required
        maxLength={300}
        value={draft.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
        data-autofocus
      />
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <Select
          label={t('Kind')}
          allowDeselect={false}
          value={draft.kind}
          data={[
            { value: 'task', label: t('Task') },
            { value: 'milestone', label: t('Milestone') },
          ]}
          onChange={(kind) =>
            set(kind === 'milestone' ? { kind, durationDays: null } : { kind: 'task', durationDays: 1 })
          }
        />
        <Select
          label={t('Stage')}
          placeholder={t('Without a stage')}
          clearable
          clearButtonProps={{ 'aria-label': t('Without a stage') }}
          value={draft.stage}
          data={template.stages}
          onChange={(stage) => set({ stage })}
        />
        <Select
          label={t('Part of')}
          placeholder={t('Nothing')}
          clearable
          searchable
          clearButtonProps={{ 'aria-label': t('Nothing') }}
          value={draft.parentKey}
          data={others.map(({ key, title }) => ({ value: key, label: title }))}
          onChange={(parentKey) => set({ parentKey })}
        />
      </SimpleGrid>
    </>
  )
}

function When({ draft, set }: TaskPartProps) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }}>
      <NumberInput
        label={t('Starts after (days)')}
        required
        min={0}
        max={3650}
        allowDecimal={false}
        value={draft.offsetDays}
        onChange={(value) => set({ offsetDays: Number(value) })}
      />
      <NumberInput
        label={t('Takes (days)')}
        min={1}
        max={3650}
        allowDecimal={false}
        disabled={draft.kind === 'milestone'}
        value={draft.durationDays ?? ''}
        onChange={(value) => set({ durationDays: toNumber(value) })}
      />
      <NumberInput
        label={t('Work (hours)')}
        min={0}
        step={0.5}
        decimalScale={2}
        value={draft.estimateMinutes === null ? '' : draft.estimateMinutes / 60}
        onChange={(value) => {
          const hours = toNumber(value)
          set({ estimateMinutes: hours === null ? null : Math.round(hours * 60) })
        }}
      />
    </SimpleGrid>
  )
}

function Who({ draft, template, set }: TaskPartProps) {
  const known = (pick: (task: TemplateTask) => string[]) => [...new Set(template.tasks.flatMap(pick))].toSorted()
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Autocomplete
          label={t('Role')}
          description={t('Who does it, by what they are in the project: designer, strategist.')}
          value={draft.role ?? ''}
          maxLength={40}
          data={known(({ role }) => (role === null ? [] : [role]))}
          onChange={(role) => set({ role: role === '' ? null : role.toLowerCase().replaceAll(/[^a-z0-9_]+/g, '_') })}
        />
        <TagsInput
          label={t('Skills')}
          description={t('Who has them comes first when it is assigned. Enter adds one.')}
          value={draft.skills}
          data={known(({ skills }) => skills)}
          onChange={(skills) => set({ skills })}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label={t('Priority')}
          allowDeselect={false}
          value={draft.priority}
          data={choicesOf(PRIORITY())}
          onChange={(priority) => set({ priority: priority as TemplateTask['priority'] })}
        />
        <Checkbox
          label={t('Required')}
          description={t('The project is not done without it.')}
          checked={draft.required}
          onChange={(event) => set({ required: event.currentTarget.checked })}
          mt="lg"
        />
      </SimpleGrid>
    </>
  )
}
