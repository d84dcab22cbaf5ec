// The time spent on a task, and a line to add some.
import { ActionIcon, Button, Group, NumberInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useState, type SubmitEvent } from 'react'
import type { Task } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { showDay, showMinutes, today } from '../../formats.ts'
import { usePeople } from '../../lookups.ts'
import { useMay, useMe } from '../../me.ts'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { usePages } from '../../use-pages.ts'
import { t } from '../../words.ts'

export function TaskTime({ task }: { task: Pick<Task, 'id' | 'spentMinutes'> }) {
  const people = usePeople()
  const me = useMe()
  const mayWrite = useMay('time.write')
  const params = { taskId: task.id }
  const time = usePages('GET /v1/admin/projects/tasks/:taskId/time', { params, query: { limit: 10, sort: '-on' } })
  const remove = useAct('DELETE /v1/admin/projects/tasks/:taskId/time/:entryId')
  return (
    <section>
      <Title order={3} size="h6" mb={6}>
        {t('Time')} · {showMinutes(task.spentMinutes)}
      </Title>
      <Stack gap={4}>
        {time.data?.map((entry) => (
          <Group key={entry.id} gap={8} wrap="nowrap">
            <Text size="sm" className="numbers" w={64}>
              {showDay(entry.on)}
            </Text>
            <Text size="sm" className="numbers" w={86}>
              {showMinutes(entry.minutes)}
            </Text>
            <Text size="sm" style={{ flex: 1, minWidth: 0 }} truncate>
              {people.name(entry.personId)}
              {entry.note && ` · ${entry.note}`}
            </Text>
            {mayWrite && entry.personId === me.id && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('Take {time} back', { time: showMinutes(entry.minutes) })}
                onClick={() => remove.mutate({ params: { ...params, entryId: entry.id } })}
              >
                <Trash2 size={14} />
              </ActionIcon>
            )}
          </Group>
        ))}
      </Stack>
      {time.hasNextPage && (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={time.isFetchingNextPage}
          onClick={() => void time.fetchNextPage()}
        >
          {t('Show earlier time')}
        </Button>
      )}
      {remove.error && <ProblemAlert error={remove.error} />}
      {mayWrite && <AddTime taskId={task.id} />}
    </section>
  )
}

function AddTime({ taskId }: { taskId: string }) {
  const [given, setGiven] = useState({ on: today(), hours: '' as number | string, note: '' })
  const { mutateAsync: add, error, isPending } = useAct('POST /v1/admin/projects/tasks/:taskId/time')
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    const body = {
      on: given.on,
      minutes: Math.round(Number(given.hours) * 60),
      ...(given.note && { note: given.note }),
    }
    const done = await add({ params: { taskId }, body }).catch(() => undefined)
    if (done) setGiven({ ...given, hours: '', note: '' })
  }
  return (
    <form onSubmit={(event) => void send(event)}>
      {error && <ProblemAlert error={error} />}
      <Group gap={8} align="flex-end" mt={8}>
        <TextInput
          type="date"
          size="xs"
          label={t('Day')}
          required
          value={given.on}
          onChange={(event) => setGiven({ ...given, on: event.currentTarget.value })}
        />
        <NumberInput
          size="xs"
          w={90}
          label={t('Hours')}
          required
          min={0.05}
          max={24}
          decimalScale={2}
          step={0.25}
          value={given.hours}
          onChange={(hours) => setGiven({ ...given, hours })}
        />
        <TextInput
          size="xs"
          label={t('Note')}
          style={{ flex: 1, minWidth: 120 }}
          value={given.note}
          onChange={(event) => setGiven({ ...given, note: event.currentTarget.value })}
        />
        <Button type="submit" size="xs" variant="default" loading={isPending}>
          {t('Add time')}
        </Button>
      </Group>
    </form>
  )
}
