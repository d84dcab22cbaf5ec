// How far one sees, from when, and of whom.
import { ActionIcon, Button, Chip, Group, Select } from '@mantine/core'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { memo } from 'react'
import type { Person } from '../../api-types.ts'
import { useTeams } from '../../lookups.ts'
import { Segments } from '../../ui/segments.tsx'
import { t } from '../../words.ts'
import { startOf, stepFrom, type Zoom } from './schedule-columns.ts'
import { skillsAndServices } from './schedule-rows.ts'
import { useScheduleState, type ChangeSearch, type ScheduleState } from './schedule-state.ts'

export function ScheduleToolbar({ people }: { people: Person[] }) {
  const [state, change] = useScheduleState()
  return (
    <Group gap="sm" mb="md" justify="space-between">
      <SpanControls state={state} change={change} />
      <PeopleFilters
        team={state.team}
        able={state.able}
        person={state.person}
        overOnly={state.overOnly}
        change={change}
        people={people}
      />
    </Group>
  )
}

interface ControlsProps {
  state: ScheduleState
  change: ChangeSearch
}

function SpanControls({ state: { axis }, change }: ControlsProps) {
  const step = (direction: 1 | -1) => change({ from: stepFrom(axis.zoom, axis.from, direction) })
  const zooms: { value: Zoom; label: string }[] = [
    { value: 'day', label: t('Day') },
    { value: 'week', label: t('Week') },
    { value: 'month', label: t('Month') },
  ]
  return (
    <Group gap="xs">
      <Segments
        label={t('Columns')}
        choices={zooms}
        value={axis.zoom}
        onChange={(zoom) => change({ zoom: zoom === 'day' ? undefined : zoom, from: startOf(zoom, axis.from) })}
      />
      <ActionIcon.Group>
        <ActionIcon variant="default" size={34} aria-label={t('Earlier')} onClick={() => step(-1)}>
          <ChevronLeft size={17} />
        </ActionIcon>
        <Button
          variant="default"
          size="sm"
          h={34}
          onClick={() => change({ from: undefined })}
          style={{ borderRadius: 0 }}
        >
          {t('Today')}
        </Button>
        <ActionIcon variant="default" size={34} aria-label={t('Later')} onClick={() => step(1)}>
          <ChevronRight size={17} />
        </ActionIcon>
      </ActionIcon.Group>
    </Group>
  )
}

interface FiltersProps extends Pick<ScheduleState, 'team' | 'able' | 'person' | 'overOnly'> {
  change: ChangeSearch
  people: Person[]
}

const PeopleFilters = memo(function PeopleFilters({ change, people, overOnly, ...chosen }: FiltersProps) {
  const teams = useTeams()
  const { skills, services } = skillsAndServices(people)
  const able = [
    { group: t('Skills'), items: skills.map((name) => ({ value: `skill:${name}`, label: name })) },
    { group: t('Services'), items: services.map((name) => ({ value: `service:${name}`, label: name })) },
  ]
  const select = (name: 'team' | 'able' | 'person') => ({
    size: 'sm' as const,
    w: 168,
    clearable: true,
    searchable: true,
    value: chosen[name] ?? null,
    onChange: (value: string | null) => change({ [name]: value ?? undefined }),
  })
  return (
    <Group gap="xs">
      <Select {...select('team')} aria-label={t('Team')} placeholder={t('All teams')} data={teams.choices} />
      <Select {...select('able')} aria-label={t('Skill or service')} placeholder={t('Any skill')} data={able} />
      <Select
        {...select('person')}
        aria-label={t('Person')}
        placeholder={t('Everybody')}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Chip size="sm" checked={overOnly} onChange={(on) => change({ over: on ? '1' : undefined })}>
        {t('Over capacity')}
      </Chip>
    </Group>
  )
})
