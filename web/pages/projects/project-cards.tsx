// The list where there is no room for a table: a card for each project, sorted from a menu.
import { Checkbox, Group, Select, Text } from '@mantine/core'
import type { ListedProject } from '../../api-types.ts'
import { PlainLink } from '../../plain-link.tsx'
import { PeopleMarks } from '../../ui/badges.tsx'
import { ProgressBar } from '../../ui/figures.tsx'
import { t } from '../../words.ts'
import { Due, Health, Status, Tasks } from './project-columns.tsx'
import styles from './projects.module.css'

interface ProjectCardsProps {
  rows: ListedProject[]
  sort: string
  onSort: (sort: string) => void
  stale: boolean
  selected?: ReadonlySet<string>
  onSelect?: (selected: ReadonlySet<string>) => void
}

const sorts = () => [
  { value: '-updatedAt', label: t('Changed last') },
  { value: 'name', label: t('Name') },
  { value: 'dueOn', label: t('Due first') },
  { value: 'score', label: t('Lowest health') },
  { value: '-priority', label: t('Highest priority') },
  { value: '-progress', label: t('Furthest') },
]

export function ProjectCards({ rows, sort, onSort, stale, selected, onSelect }: ProjectCardsProps) {
  const toggle = (id: string, on: boolean) => {
    const next = new Set(selected)
    if (on) next.add(id)
    else next.delete(id)
    onSelect?.(next)
  }
  return (
    <>
      <Select
        label={t('Sorted by')}
        mx={12}
        mb={12}
        data={sorts()}
        value={sorts().some(({ value }) => value === sort) ? sort : null}
        allowDeselect={false}
        onChange={(value) => value && onSort(value)}
      />
      <ul className={`${styles.cards} ${stale ? 'stale' : ''}`}>
        {rows.map((project) => (
          <li key={project.id} className={styles.cardLine} data-chosen={selected?.has(project.id) || undefined}>
            <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
              {selected && (
                <Checkbox
                  mt={2}
                  aria-label={t('Choose {name}', { name: project.name })}
                  checked={selected.has(project.id)}
                  onChange={(event) => toggle(project.id, event.currentTarget.checked)}
                />
              )}
              <div style={{ flex: 1, minWidth: 0 }}>
                <PlainLink href={`/projects/${project.id}`} className={styles.name}>
                  {project.name}
                </PlainLink>
                <Text size="xs" c="dimmed">
                  {project.names.account}
                </Text>
              </div>
              <Status status={project.status} />
            </Group>
            <Group mt={8} gap="md" align="flex-start" justify="space-between">
              <Health health={project.health} />
              <Due project={project} />
              <Tasks project={project} />
            </Group>
            <Group mt={8} gap="md" wrap="nowrap">
              <ProgressBar percent={project.progress} />
              <PeopleMarks names={project.names.assignedTeam} most={3} />
            </Group>
          </li>
        ))}
      </ul>
    </>
  )
}
