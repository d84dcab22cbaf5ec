// The fields of a task, to be filled in: for a new one and for a change.
import { Group, MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useRef, useState } from 'react'
import type { NewTask, Task } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { choicesOf, PRIORITY } from '../../labels.ts'
import { usePeople } from '../../lookups.ts'
import { t } from '../../words.ts'
import { TaskMoreFields } from './task-more-fields.tsx'

export type TaskDraft = Pick<NewTask, 'title' | 'kind'> &
  Partial<
    Pick<
      Task,
      | 'description'
      | 'priority'
      | 'assigneeIds'
      | 'stage'
      | 'startOn'
      | 'dueOn'
      | 'durationDays'
      | 'estimateMinutes'
      | 'scheduling'
      | 'dependencies'
      | 'parentId'
      | 'required'
      | 'weight'
      | 'constraint'
      | 'billableMinor'
    >
  >

interface TaskFieldsProps {
  projectId: string
  taskId?: string
  draft: TaskDraft
  onChange: (draft: TaskDraft) => void
  fields: Record<string, string>
}

const text = (value: string): string | null => (value === '' ? null : value)
const number = (value: number | string): number | null => (value === '' ? null : Number(value))

export function TaskFields({ projectId, taskId, draft, onChange, fields }: TaskFieldsProps) {
  const people = usePeople()
  const set = (change: Partial<TaskDraft>) => onChange({ ...draft, ...change })
  return (
    <>
      <TextInput
        label={t('Title')}
        required
        maxLength={300}
        value={draft.title}
        error={fields.title}
        data-autofocus
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Textarea
        label={t('Description')}
        autosize
        minRows={2}
        maxRows={10}
        value={draft.description ?? ''}
        error={fields.description}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        {taskId === undefined && (
          <Select
            label={t('Kind')}
            data={[
              { value: 'task', label: t('Task') },
              { value: 'milestone', label: t('Milestone') },
            ]}
            value={draft.kind ?? 'task'}
            allowDeselect={false}
            onChange={(kind) => kind && set({ kind, ...(kind === 'task' && { billableMinor: null }) })}
          />
        )}
        <Select
          label={t('Priority')}
          data={choicesOf(PRIORITY())}
          value={draft.priority ?? 'medium'}
          allowDeselect={false}
          onChange={(priority) => priority && set({ priority })}
        />
        <TextInput
          label={t('Stage')}
          value={draft.stage ?? ''}
          error={fields.stage}
          onChange={(event) => set({ stage: text(event.currentTarget.value) })}
        />
      </Group>
      <MultiSelect
        label={t('People')}
        data={people.choices}
        searchable
        value={draft.assigneeIds ?? []}
        error={fields.assigneeIds}
        onChange={(assigneeIds) => set({ assigneeIds })}
      />
      <DateFields draft={draft} set={set} fields={fields} />
      <Predecessors projectId={projectId} taskId={taskId} draft={draft} onChange={set} error={fields.dependencies} />
      <TaskMoreFields {...{ projectId, taskId, draft, set, fields }} />
    </>
  )
}

interface DateFieldsProps {
  draft: TaskDraft
  set: (change: Partial<TaskDraft>) => void
  fields: Record<string, string>
}

function DateFields({ draft, set, fields }: DateFieldsProps) {
  return (
    <>
      <Group grow align="flex-start">
        <Select
          label={t('Dates')}
          data={[
            { value: 'automatic', label: t('Follow from what it waits for') },
            { value: 'manual', label: t('Set by hand') },
          ]}
          value={draft.scheduling ?? 'automatic'}
          allowDeselect={false}
          onChange={(scheduling) => scheduling && set({ scheduling })}
        />
        <NumberInput
          label={t('Working days')}
          min={1}
          max={3650}
          value={draft.durationDays ?? ''}
          error={fields.durationDays}
          onChange={(value) => set({ durationDays: number(value) })}
        />
      </Group>
      <Group grow align="flex-start">
        <TextInput
          type="date"
          label={t('Start')}
          value={draft.startOn ?? ''}
          error={fields.startOn}
          onChange={(event) => set({ startOn: text(event.currentTarget.value) })}
        />
        <TextInput
          type="date"
          label={t('Due')}
          value={draft.dueOn ?? ''}
          error={fields.dueOn}
          onChange={(event) => set({ dueOn: text(event.currentTarget.value) })}
        />
        <NumberInput
          label={t('Estimate in hours')}
          min={0}
          decimalScale={2}
          value={
            draft.estimateMinutes === null || draft.estimateMinutes === undefined ? '' : draft.estimateMinutes / 60
          }
          error={fields.estimateMinutes}
          onChange={(value) => set({ estimateMinutes: value === '' ? null : Math.round(Number(value) * 60) })}
        />
      </Group>
    </>
  )
}

interface PredecessorsProps {
  projectId: string
  taskId: string | undefined
  draft: TaskDraft
  onChange: (change: Partial<TaskDraft>) => void
  error: string | undefined
}

const TYPED_MS = 200

/** What it waits for, by title; how exactly (type and lag of the link) is drawn in the plan. */
function Predecessors({ projectId, taskId, draft, onChange, error }: PredecessorsProps) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), TYPED_MS)
  const { data } = useDoor(
    'GET /v1/admin/projects/:projectId/tasks',
    { params: { projectId }, query: { limit: 100, sort: 'startOn', ...(q && { q }) } },
    { keep: true },
  )
  const links = draft.dependencies ?? []
  const known = data?.data.filter(({ id }) => id !== taskId) ?? []
  // What was chosen keeps its title while others are looked for.
  const titles = useRef(new Map<string, string>())
  for (const { id, title } of known) titles.current.set(id, title)
  const others = links.filter(({ taskId: id }) => !known.some((task) => task.id === id))
  const choices = [
    ...known.map(({ id, title }) => ({ value: id, label: title })),
    ...others.map(({ taskId: id }) => ({ value: id, label: titles.current.get(id) ?? t('A task elsewhere') })),
  ]
  const choose = (ids: string[]) =>
    onChange({
      dependencies: ids.map(
        (id) => links.find((link) => link.taskId === id) ?? { taskId: id, type: 'FS' as const, lagDays: 0 },
      ),
    })
  return (
    <MultiSelect
      label={t('Waits for')}
      data={choices}
      searchable
      value={links.map((link) => link.taskId)}
      error={error}
      onChange={choose}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t('Nothing found')}
    />
  )
}
