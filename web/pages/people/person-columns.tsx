// What the list of people tells of each.
import { Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Person } from '../../api-types.ts'
import { showPercent } from '../../formats.ts'
import { ROLE } from '../../labels.ts'
import { useTeams } from '../../lookups.ts'
import { PersonMark, ToneBadge, type Tone } from '../../ui/badges.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { t } from '../../words.ts'
import { showWeek, weekNow } from './person-week.ts'

/** How somebody stands: at work, asked to join, or shut out. */
export function stateOf({ active, joinedAt }: Person): { text: string; tone: Tone } {
  if (!active) return { text: t('Suspended'), tone: 'warn' }
  return joinedAt === null ? { text: t('Not joined yet'), tone: 'info' } : { text: t('Active'), tone: 'good' }
}
export const rolesOf = ({ roles }: Pick<Person, 'roles'>): string =>
  roles.map((role) => ROLE()[role].text).join(', ') || t('Member')

export function usePersonColumns(): Column<Person>[] {
  const teams = useTeams()
  return [
    {
      id: 'name',
      header: t('Name'),
      sort: 'name',
      cell: ({ id, name, email, roles }) => (
        <Group gap="sm" wrap="nowrap">
          <PersonMark name={name} size={30} />
          <div style={{ minWidth: 0 }}>
            <Link to="/people/$personId" params={{ personId: id }}>
              {name}
            </Link>
            <Text size="xs" c="dimmed" truncate visibleFrom="sm">
              {email}
            </Text>
            <Text size="xs" c="dimmed" hiddenFrom="sm">
              {rolesOf({ roles })}
            </Text>
          </div>
        </Group>
      ),
    },
    { id: 'roles', header: t('Roles'), wide: true, cell: (person) => <Text size="sm">{rolesOf(person)}</Text> },
    {
      id: 'teams',
      header: t('Teams'),
      wide: true,
      cell: ({ teamIds }) => <Text size="sm">{teamIds.map((id) => teams.name(id)).join(', ')}</Text>,
    },
    {
      id: 'skills',
      header: t('Skills'),
      wide: true,
      cell: ({ skills, services }) => (
        <Text size="sm" c="dimmed" lineClamp={2} maw={320}>
          {[...skills, ...services].join(', ')}
        </Text>
      ),
    },
    {
      id: 'week',
      header: t('Week'),
      wide: true,
      align: 'right',
      cell: (person) => (
        <Text size="sm" className="numbers" style={{ whiteSpace: 'nowrap' }}>
          {showWeek(weekNow(person))}
          {person.availabilityFactor < 1 && ` · ${showPercent(person.availabilityFactor * 100)}`}
        </Text>
      ),
    },
    {
      id: 'state',
      header: t('State'),
      width: 110,
      cell: (person) => {
        const { text, tone } = stateOf(person)
        return <ToneBadge tone={tone}>{text}</ToneBadge>
      },
    },
  ]
}
