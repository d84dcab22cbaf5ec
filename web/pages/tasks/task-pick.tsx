// Chooses one task of a project, found by typing.
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { Task } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { t } from '../../words.ts'

interface TaskPickProps {
  projectId: string
  label: string
  value: string | null
  onChange: (task: Task | null) => void
  /** A task that is not to be chosen: the one that is changed. */
  without?: string | undefined
  description?: string
  error?: string | undefined
}
const TYPED_MS = 200
const MOST = 30

export function TaskPick({ projectId, value, onChange, without, ...rest }: TaskPickProps) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), TYPED_MS)
  const { data: chosen } = useDoor(
    'GET /v1/admin/projects/tasks/:taskId',
    { params: { taskId: value ?? '' } },
    { enabled: value !== null },
  )
  // What is chosen stands in the field as its text: that is no search.
  const query = { limit: MOST, sort: 'startOn', ...(q && q !== chosen?.title && { q }) } as const
  const { data } = useDoor('GET /v1/admin/projects/:projectId/tasks', { params: { projectId }, query }, { keep: true })
  const found = new Map<string, Task>((data?.data ?? []).map((task) => [task.id, task]))
  if (value !== null && chosen) found.set(value, chosen)
  if (without !== undefined) found.delete(without)
  return (
    <Select
      {...rest}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('Clear {label}', { label: rest.label }) }}
      data={[...found.values()].map(({ id, title }) => ({ value: id, label: title }))}
      value={value}
      filter={({ options }) => options}
      nothingFoundMessage={t('Nothing found')}
      onSearchChange={setTyped}
      onChange={(id) => onChange((id !== null && found.get(id)) || null)}
    />
  )
}
