// What somebody can do, where they belong, and how much of a week they work.
import { ActionIcon, Badge, Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Person, WeeklyCapacity } from '../../api-types.ts'
import { showDay, showMinutes, showMoment, showPercent } from '../../formats.ts'
import { useTeams } from '../../lookups.ts'
import { useMay } from '../../me.ts'
import { Card } from '../../ui/card.tsx'
import { t } from '../../words.ts'
import { RemoveWeek, WeekDialog } from './week-dialog.tsx'
import { weekdays } from './person-week.ts'

export function PersonFacts({ person }: { person: Person }) {
  const teams = useTeams()
  const mayWrite = useMay('person.write')
  const [changing, setChanging] = useState(false)
  return (
    <Card
      title={t('About')}
      actions={
        mayWrite && (
          <Button size="xs" variant="light" onClick={() => setChanging(true)}>
            {t('Change the week…')}
          </Button>
        )
      }
    >
      <Stack gap="sm">
        <Fact label={t('Teams')}>
          {person.teamIds.map((id) => (
            <Link key={id} to="/people" search={{ teamId: id }}>
              <Text size="sm">{teams.name(id)}</Text>
            </Link>
          ))}
        </Fact>
        <Fact label={t('Skills')}>
          <Words words={person.skills} />
        </Fact>
        <Fact label={t('Services')}>
          <Words words={person.services} />
        </Fact>
        <Fact label={t('Availability')}>
          <Text size="sm">{showPercent(person.availabilityFactor * 100)}</Text>
        </Fact>
        <Fact label={t('Joined')}>
          <Text size="sm">{person.joinedAt ? showMoment(person.joinedAt) : t('not yet')}</Text>
        </Fact>
        <Weeks person={person} />
      </Stack>
      {changing && <WeekDialog person={person} onClose={() => setChanging(false)} />}
    </Card>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      <Text size="sm" c="dimmed" w={96} style={{ flexShrink: 0 }}>
        {label}
      </Text>
      <Group gap={6}>{children}</Group>
    </Group>
  )
}

function Words({ words }: { words: string[] }) {
  if (words.length === 0) return <Text size="sm">{t('none')}</Text>
  return words.map((word) => (
    <Badge key={word} variant="default" tt="none" fw={500} radius="sm">
      {word}
    </Badge>
  ))
}

function Weeks({ person }: { person: Person }) {
  const weeks = person.weeklyCapacity
  const mayWrite = useMay('person.write')
  const [removed, setRemoved] = useState<WeeklyCapacity>()
  if (weeks.length === 0)
    return (
      <Fact label={t('Week')}>
        <Text size="sm">{t('The organisation’s week')}</Text>
      </Fact>
    )
  const names = weekdays()
  return (
    <>
      {weeks.map((week) => (
        <Fact key={week.validFrom} label={t('From {day}', { day: showDay(week.validFrom) })}>
          <Text size="sm" className="numbers">
            {week.minutes
              .flatMap((each, n) =>
                each > 0 ? [t('{day} {time}', { day: names[n] ?? '', time: showMinutes(each) })] : [],
              )
              .join(', ')}
          </Text>
          {mayWrite && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('Remove the week from {day}', { day: showDay(week.validFrom) })}
              onClick={() => setRemoved(week)}
            >
              <Trash2 size={15} />
            </ActionIcon>
          )}
        </Fact>
      ))}
      {removed && <RemoveWeek person={person} week={removed} onClose={() => setRemoved(undefined)} />}
    </>
  )
}
