// My time: a week with its sum, a day with its entries; written down and corrected here.
import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { MyTimeEntry } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { addDays, mondayOf, showMinutes, showWeekday, today } from '../../formats.ts'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import styles from './my-work.module.css'
import { TimeDialog } from './time-dialog.tsx'
import { useWeek, WeekDays, WeekHead } from './week-bar.tsx'

const sum = (entries: MyTimeEntry[]) => entries.reduce((minutes, entry) => minutes + entry.minutes, 0)

export function MyTime() {
  const [monday] = useWeek()
  const [search, change] = useSearchState()
  const to = addDays(monday, 6)
  const time = useDoor('GET /v1/admin/me/time', { query: { from: monday, to, limit: 100, sort: 'on' } }, { keep: true })
  const schedule = useDoor('GET /v1/admin/me/schedule', { query: { from: monday, to } }, { keep: true })
  const chosen = search.day ?? (monday === mondayOf(today()) ? today() : monday)
  const capacity = schedule.data?.capacityMinutes
  const days = (entries: MyTimeEntry[]) =>
    Array.from({ length: 7 }, (_, n) => {
      const on = addDays(monday, n)
      const capacityMinutes = schedule.data?.days.find(({ date }) => date === on)?.capacityMinutes ?? 0
      return { on, minutes: sum(entries.filter((entry) => entry.on === on)), capacityMinutes }
    })
  return (
    <Loaded query={time}>
      {({ data }) => (
        <Stack gap="md">
          <div>
            <WeekHead
              says={
                capacity === undefined
                  ? showMinutes(sum(data))
                  : t('{time} of {capacity}', { time: showMinutes(sum(data)), capacity: showMinutes(capacity) })
              }
            />
            <WeekDays days={days(data)} chosen={chosen} onChoose={(day) => change({ day })} />
          </div>
          <DayEntries on={chosen} entries={data.filter((entry) => entry.on === chosen)} />
        </Stack>
      )}
    </Loaded>
  )
}

function DayEntries({ on, entries }: { on: string; entries: MyTimeEntry[] }) {
  const [search, change] = useSearchState()
  const [editing, setEditing] = useState<MyTimeEntry>()
  const [removing, setRemoving] = useState<MyTimeEntry>()
  const { mutateAsync: remove } = useAct('DELETE /v1/admin/projects/tasks/:taskId/time/:entryId')
  const isFuture = on > today()
  const log = (
    <Button size="xs" leftSection={<Plus size={14} />} disabled={isFuture} onClick={() => change({ log: '1' })}>
      {t('Log time')}
    </Button>
  )
  return (
    <Card title={showWeekday(on)} about={showMinutes(sum(entries))} flush actions={log}>
      {entries.length === 0 ? (
        <EmptyState title={isFuture ? t('This day is still to come') : t('No time on this day yet')} />
      ) : (
        <ul className={styles.list}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} onEdit={() => setEditing(entry)} onRemove={() => setRemoving(entry)} />
          ))}
        </ul>
      )}
      {search.log && !isFuture && <TimeDialog on={on} onClose={() => change({ log: undefined })} />}
      {editing && <TimeDialog on={editing.on} entry={editing} onClose={() => setEditing(undefined)} />}
      {removing && (
        <Confirm
          title={t('Take this time back?')}
          says={t('{time} on {task}', { time: showMinutes(removing.minutes), task: removing.taskTitle })}
          submit={t('Take back')}
          onConfirm={() => remove({ params: { taskId: removing.taskId, entryId: removing.id } })}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </Card>
  )
}

function Entry({ entry, onEdit, onRemove }: { entry: MyTimeEntry; onEdit: () => void; onRemove: () => void }) {
  const name = t('{time} on {task}', { time: showMinutes(entry.minutes), task: entry.taskTitle })
  return (
    <li className={styles.entry}>
      <span className="numbers" style={{ fontWeight: 600 }}>
        {showMinutes(entry.minutes)}
      </span>
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={550}>
          {entry.taskTitle}
        </Text>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {[entry.projectName, entry.note].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <Group gap={4} wrap="nowrap">
        <ActionIcon variant="subtle" color="gray" aria-label={t('Correct {what}', { what: name })} onClick={onEdit}>
          <Pencil size={15} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={t('Take {what} back', { what: name })} onClick={onRemove}>
          <Trash2 size={15} />
        </ActionIcon>
      </Group>
    </li>
  )
}
