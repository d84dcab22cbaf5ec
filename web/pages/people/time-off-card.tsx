// When somebody is away, from today on, and was until now: added, changed and taken back, with what it moves shown first.
import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Person, TimeOff } from '../../api-types.ts'
import { addDays, showMinutes, today } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/states.tsx'
import { usePages } from '../../use-pages.ts'
import { t } from '../../words.ts'
import { daysOf } from './person-week.ts'
import { RemoveTimeOff, TimeOffDialog } from './time-off-dialog.tsx'

type Open = { kind: 'add' } | { kind: 'change' | 'remove'; off: TimeOff }

export function TimeOffCard({ person }: { person: Person }) {
  const mayWrite = useMay('person.write')
  const [open, setOpen] = useState<Open>()
  const params = { personId: person.id }
  const [past, setPast] = useState(false)
  const query = usePages('GET /v1/admin/people/:personId/time-off', {
    params,
    query: past
      ? { to: addDays(today(), -1), sort: '-startOn', limit: 50 }
      : { from: today(), sort: 'startOn', limit: 50 },
  })
  const close = () => setOpen(undefined)
  return (
    <Card
      title={t('Time off')}
      actions={
        mayWrite && (
          <Button
            size="xs"
            variant="light"
            leftSection={<Plus size={14} aria-hidden />}
            onClick={() => setOpen({ kind: 'add' })}
          >
            {t('Add')}
          </Button>
        )
      }
    >
      <Loaded query={query} rows={2}>
        {(found) => (
          <Stack gap={4}>
            {found.length === 0 && (
              <Text size="sm" c="dimmed">
                {past ? t('None until now.') : t('None from today on.')}
              </Text>
            )}
            {found.map((off) => (
              <TimeOffLine key={off.id} off={off} onOpen={mayWrite ? setOpen : undefined} />
            ))}
            <Group gap="xs">
              {query.hasNextPage && (
                <Button size="compact-sm" variant="subtle" onClick={() => void query.fetchNextPage()}>
                  {t('Show more')}
                </Button>
              )}
              <Button size="compact-sm" variant="subtle" onClick={() => setPast(!past)}>
                {past ? t('Show what is to come') : t('Show past time off')}
              </Button>
            </Group>
          </Stack>
        )}
      </Loaded>
      {open?.kind === 'add' && <TimeOffDialog personId={person.id} onClose={close} />}
      {open?.kind === 'change' && <TimeOffDialog personId={person.id} off={open.off} onClose={close} />}
      {open?.kind === 'remove' && <RemoveTimeOff off={open.off} onClose={close} />}
    </Card>
  )
}

function TimeOffLine({ off, onOpen }: { off: TimeOff; onOpen: ((open: Open) => void) | undefined }) {
  const days = daysOf(off)
  const long =
    off.minutesPerDay === null ? t('whole days') : t('{time} a day', { time: showMinutes(off.minutesPerDay) })
  return (
    <Group justify="space-between" wrap="nowrap">
      <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Text size="sm">{days}</Text>
        <Text size="xs" c="dimmed">
          {off.note ? t('{time}, {note}', { time: long, note: off.note }) : long}
        </Text>
      </div>
      {onOpen && (
        <Group gap={2} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('Change {days}', { days })}
            onClick={() => onOpen({ kind: 'change', off })}
          >
            <Pencil size={15} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('Remove {days}', { days })}
            onClick={() => onOpen({ kind: 'remove', off })}
          >
            <Trash2 size={15} />
          </ActionIcon>
        </Group>
      )}
    </Group>
  )
}
