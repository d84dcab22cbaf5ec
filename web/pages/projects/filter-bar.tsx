// What the list is narrowed by: words typed, what is asked for most, and a chip for each filter that can be opened or taken away.
import { Button, CloseButton, Menu, Popover, UnstyledButton } from '@mantine/core'
import { ListFilter } from 'lucide-react'
import { memo, useState } from 'react'
import type { ListedProject } from '../../api-types.ts'
import { may, useMe } from '../../me.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import { t } from '../../words.ts'
import { FilterEditor } from './filter-editor.tsx'
import { useFilterNames } from './filter-names.ts'
import {
  chosenIn,
  CLEARED,
  FILTER_NEEDS,
  FILTER_WORDS,
  isFiltered,
  isOn,
  quickFilters,
  without,
  type Chosen,
  type QuickFilter,
  type Search,
} from './project-filters.ts'
import styles from './projects.module.css'

interface FilterBarProps {
  search: Search
  change: (wanted: Record<string, string | undefined>) => void
  /** What is shown, for the names of what is filtered by. */
  rows: ListedProject[]
}

export const FilterBar = memo(function FilterBar({ search, change, rows }: FilterBarProps) {
  const me = useMe()
  const [opened, setOpened] = useState<Chosen>()
  const says = useFilterNames(search, rows)
  const chosen = chosenIn(search)
  const shown = opened && !chosen.includes(opened) ? [...chosen, opened] : chosen
  const words = FILTER_WORDS()
  const offered = (Object.keys(words) as Chosen[]).filter((name) => {
    const needs = FILTER_NEEDS[name]
    return !shown.includes(name) && (needs === undefined || may(me, needs))
  })
  const narrow = (wanted: Record<string, string | undefined>) => change({ ...wanted, page: undefined })
  return (
    <div className={styles.filters} role="search" aria-label={t('Filter projects')}>
      <SearchBox
        type="search"
        size="sm"
        w={{ base: '100%', sm: 230 }}
        name={t('Search projects')}
        value={search.q ?? ''}
        onSearch={(q) => narrow({ q })}
      />
      <QuickFilters search={search} quick={quickFilters(me.id)} onToggle={narrow} />
      {shown.map((name) => (
        <Chip
          key={name}
          name={words[name]}
          says={says(name)}
          opened={opened === name}
          onOpen={(open) => setOpened(open ? name : undefined)}
          onRemove={() => {
            setOpened(undefined)
            change(without(name))
          }}
        >
          <FilterEditor name={name} search={search} change={narrow} />
        </Chip>
      ))}
      {offered.length > 0 && <AddFilter offered={offered} onAdd={setOpened} />}
      {isFiltered(search) && (
        <Button size="xs" variant="subtle" onClick={() => change(CLEARED)}>
          {t('Clear all')}
        </Button>
      )}
    </div>
  )
})

interface QuickFiltersProps {
  search: Search
  quick: QuickFilter[]
  onToggle: (wanted: Record<string, string | undefined>) => void
}
const QuickFilters = ({ search, quick, onToggle }: QuickFiltersProps) =>
  quick.map((each) => {
    const on = isOn(search, each)
    const off = Object.fromEntries(Object.keys(each.search).map((name) => [name, undefined]))
    return (
      <Button
        key={each.name}
        size="xs"
        radius="xl"
        variant={on ? 'light' : 'default'}
        aria-pressed={on}
        onClick={() => onToggle(on ? off : each.search)}
      >
        {each.name}
      </Button>
    )
  })

function AddFilter({ offered, onAdd }: { offered: Chosen[]; onAdd: (name: Chosen) => void }) {
  const words = FILTER_WORDS()
  return (
    <Menu position="bottom-start" width={200}>
      <Menu.Target>
        <Button size="xs" variant="subtle" leftSection={<ListFilter size={15} />}>
          {t('Add filter')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map((name) => (
          <Menu.Item key={name} onClick={() => onAdd(name)}>
            {words[name]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface ChipProps {
  name: string
  says: string
  opened: boolean
  onOpen: (open: boolean) => void
  onRemove: () => void
  children: React.ReactNode
}
function Chip({ name, says, opened, onOpen, onRemove, children }: ChipProps) {
  return (
    <Popover opened={opened} onChange={onOpen} position="bottom-start" width={280} shadow="md" trapFocus returnFocus>
      <div className={styles.chip}>
        <Popover.Target>
          <UnstyledButton className={styles.chipText} onClick={() => onOpen(!opened)}>
            {says ? t('{name}: {values}', { name, values: says }) : name}
          </UnstyledButton>
        </Popover.Target>
        <CloseButton size={24} aria-label={t('Remove the filter {name}', { name })} onClick={onRemove} />
      </div>
      <Popover.Dropdown>{children}</Popover.Dropdown>
    </Popover>
  )
}
