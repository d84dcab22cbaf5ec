// The list itself: filters, the table or its cards, what is chosen and what can be done with it, the pages.
import { Button, Checkbox, Menu } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { UseQueryResult } from '@tanstack/react-query'
import { Columns3 } from 'lucide-react'
import { memo, useCallback, useMemo, useState } from 'react'
import type { ListedProject } from '../../api-types.ts'
import type { Reply } from '../../api.ts'
import { useMay } from '../../me.ts'
import { DataTable, Pages } from '../../ui/data-table.tsx'
import { LookedThrough } from '../../ui/looked-through.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { BulkBar } from './bulk-bar.tsx'
import { FilterBar } from './filter-bar.tsx'
import { ProjectCards } from './project-cards.tsx'
import { columns, namedColumns, shownColumns } from './project-columns.tsx'
import { CLEARED, DEFAULT_SORT, isFiltered, type LIST, type Search } from './project-filters.ts'

interface ProjectTableProps {
  page: UseQueryResult<Reply<typeof LIST>>
  search: Search
  change: (wanted: Record<string, string | undefined>) => void
}
/** Rows name what is filtered by; where that is no id, the filters need none. */
const isById = (search: Search): boolean =>
  Boolean(search.accountId ?? search.managerId ?? search.memberId ?? search.teamId)
const NONE: ListedProject[] = []
const idOf = ({ id }: ListedProject): string => id
const nameOf = ({ name }: ListedProject): string => name

export function ProjectTable({ page, search, change }: ProjectTableProps) {
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  const mayChange = useMay('project.update')
  const rows = useMemo(() => page.data?.data ?? [], [page.data])
  const { chosen, ids, choose, clear } = useChosen(rows)
  const shown = useMemo(() => {
    const ids = shownColumns(search.columns)
    return columns().filter(({ id }) => ids.includes(id))
  }, [search.columns])
  const sort = search.sort ?? DEFAULT_SORT
  const onSort = (wanted: string) => change({ sort: wanted === DEFAULT_SORT ? undefined : wanted, page: undefined })
  const shared = {
    rows,
    sort,
    onSort,
    stale: page.isPlaceholderData,
    ...(mayChange && { selected: ids, onSelect: choose }),
  }
  return (
    <section className="card" aria-label={t('List of projects')}>
      <FilterBar search={search} change={change} rows={isById(search) ? rows : NONE} />
      <Loaded query={page} rows={10}>
        {({ data, pagination }) =>
          data.length === 0 ? (
            <>
              <Nothing search={search} change={change} />
              <LookedThrough {...pagination} />
            </>
          ) : (
            <>
              {isNarrow ? (
                <ProjectCards {...shared} />
              ) : (
                <DataTable {...shared} label={t('Projects')} columns={shown} idOf={idOf} nameOf={nameOf} />
              )}
              {chosen.length > 0 && <BulkBar chosen={chosen} onClear={clear} />}
              <Pages
                pagination={pagination}
                shown={data.length}
                onPage={(next) => change({ page: next === 1 ? undefined : String(next) })}
              />
            </>
          )
        }
      </Loaded>
      {!isNarrow && <ChooseColumns named={search.columns} change={change} />}
    </section>
  )
}

/** What is chosen stays so on other pages; rows are kept as they were seen last. */
function useChosen(rows: readonly ListedProject[]) {
  const [kept, setKept] = useState<ReadonlyMap<string, ListedProject>>(new Map())
  const chosen = useMemo(() => {
    const now = new Map(rows.map((row) => [row.id, row]))
    return [...kept].map(([id, row]) => now.get(id) ?? row)
  }, [kept, rows])
  const ids = useMemo(() => new Set(kept.keys()), [kept])
  const choose = useCallback(
    (wanted: ReadonlySet<string>) =>
      setKept((before) => {
        const seen = new Map([...before, ...rows.map((row) => [row.id, row] as const)])
        return new Map([...wanted].flatMap((id) => (seen.has(id) ? [[id, seen.get(id) as ListedProject]] : [])))
      }),
    [rows],
  )
  const clear = useCallback(() => setKept(new Map()), [])
  return { chosen, ids, choose, clear }
}

function Nothing({ search, change }: Pick<ProjectTableProps, 'search' | 'change'>) {
  if (!isFiltered(search))
    return <EmptyState title={t('No projects yet')}>{t('Projects you may see appear here.')}</EmptyState>
  return (
    <EmptyState
      title={t('No project is like that')}
      action={
        <Button mt="sm" variant="default" onClick={() => change(CLEARED)}>
          {t('Clear all filters')}
        </Button>
      }
    >
      {t('Take a filter away, or look for other words.')}
    </EmptyState>
  )
}

interface ChooseColumnsProps {
  named: string | undefined
  change: ProjectTableProps['change']
}
const ChooseColumns = memo(function ChooseColumns({ named, change }: ChooseColumnsProps) {
  const shown = shownColumns(named)
  const toggle = (id: string) =>
    change({ columns: namedColumns(shown.includes(id) ? shown.filter((each) => each !== id) : [...shown, id]) })
  return (
    <Menu position="top-start" closeOnItemClick={false} width={200}>
      <Menu.Target>
        <Button size="xs" variant="subtle" color="gray" m={8} mt={0} leftSection={<Columns3 size={15} />}>
          {t('Columns')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns()
          .filter(({ id }) => id !== 'name')
          .map(({ id, header }) => (
            <Menu.Item
              key={id}
              role="menuitemcheckbox"
              aria-checked={shown.includes(id)}
              onClick={() => toggle(id)}
              leftSection={<Checkbox.Indicator checked={shown.includes(id)} size="xs" />}
            >
              {header}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
})
