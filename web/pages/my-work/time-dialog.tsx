// Writes down the time spent on one of my tasks, or corrects it.
import { Group, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { MyTimeEntry } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { today } from '../../formats.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'

interface TimeDialogProps {
  on: string
  /** The one that is corrected; else a new one. */
  entry?: MyTimeEntry
  onClose: () => void
}

export function TimeDialog({ on, entry, onClose }: TimeDialogProps) {
  const [taskId, setTaskId] = useState<string | null>(entry?.taskId ?? null)
  const [day, setDay] = useState(on)
  const [hours, setHours] = useState(entry ? Math.floor(entry.minutes / 60) : 1)
  const [minutes, setMinutes] = useState(entry ? entry.minutes % 60 : 0)
  const [note, setNote] = useState(entry?.note ?? '')
  const { mutateAsync: add } = useAct('POST /v1/admin/projects/tasks/:taskId/time')
  const { mutateAsync: correct } = useAct('PUT /v1/admin/projects/tasks/:taskId/time/:entryId')
  const tasks = useMyTaskChoices()
  const send = async () => {
    if (taskId === null) throw new Error(t('Choose the task first.'))
    const body = { on: day, minutes: hours * 60 + minutes, note }
    if (entry) await correct({ params: { taskId, entryId: entry.id }, body, version: entry.version })
    else await add({ params: { taskId }, body })
  }
  return (
    <FormDialog title={entry ? t('Correct time') : t('Log time')} submit={t('Save')} onSubmit={send} onClose={onClose}>
      {(fields) => (
        <>
          {entry ? (
            <TextInput label={t('Task')} value={entry.taskTitle} readOnly />
          ) : (
            <Select
              label={t('Task')}
              data={tasks}
              value={taskId}
              onChange={setTaskId}
              searchable
              required
              nothingFoundMessage={t('None of your tasks')}
              data-autofocus
            />
          )}
          <TextInput
            type="date"
            label={t('Day')}
            required
            max={today()}
            value={day}
            error={fields.on}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          <Group grow align="flex-start">
            <NumberInput
              label={t('Hours')}
              min={0}
              max={24}
              value={hours}
              onChange={(value) => setHours(Number(value))}
            />
            <NumberInput
              label={t('Minutes')}
              min={0}
              max={59}
              step={5}
              value={minutes}
              error={fields.minutes}
              onChange={(value) => setMinutes(Number(value))}
            />
          </Group>
          <Textarea
            label={t('Note')}
            autosize
            minRows={2}
            maxLength={2000}
            value={note}
            error={fields.note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}

/** Open ones first, then what was finished lately: time is often written down when the work is done. */
function useMyTaskChoices() {
  const open = useDoor('GET /v1/admin/me/tasks', {
    query: { status: 'pending,in_progress,in_review,blocked', sort: 'dueOn', limit: 100 },
  })
  const done = useDoor('GET /v1/admin/me/tasks', { query: { status: 'completed', sort: '-updatedAt', limit: 10 } })
  return [...(open.data?.data ?? []), ...(done.data?.data ?? [])].map(({ id, title, projectName }) => ({
    value: id,
    label: `${title} · ${projectName}`,
  }))
}
