// A list that the server sorts and pages, as a table: what it is sorted by and which page is open stand in the address.
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { DataTable, Pages, type Column, type Paged } from './ui/data-table.tsx'
import { LookedThrough } from './ui/looked-through.tsx'
import { Loaded } from './ui/states.tsx'
import { useSearchState } from './use-search.ts'

interface PagedTableProps<Row extends { id: string }> {
  label: string
  query: UseQueryResult<{ data: Row[]; pagination: Paged }>
  columns: Column<Row>[]
  /** What a row is called; its name, where it has one. */
  nameOf?: (row: Row) => string
  /** Left out where the order is the server's own. */
  sort?: string
  /** What there is where there is nothing. */
  empty: ReactNode
  /** So many lines stand for it while it loads. */
  rows?: number
}

const ownName = (row: { name?: string }): string => row.name ?? ''

export function PagedTable<Row extends { id: string; name?: string }>(props: PagedTableProps<Row>) {
  const { label, query, columns, nameOf = ownName, sort, empty, rows } = props
  const [, change] = useSearchState()
  return (
    <Loaded query={query} {...(rows !== undefined && { rows })}>
      {({ data, pagination }) =>
        data.length === 0 ? (
          <>
            {empty}
            <LookedThrough {...pagination} />
          </>
        ) : (
          <>
            <DataTable
              label={label}
              columns={columns}
              rows={data}
              idOf={({ id }) => id}
              nameOf={nameOf}
              {...(sort !== undefined && { sort, onSort: (next) => change({ sort: next, page: undefined }) })}
              stale={query.isPlaceholderData}
            />
            <Pages
              pagination={pagination}
              shown={data.length}
              onPage={(next) => change({ page: next === 1 ? undefined : String(next) })}
            />
          </>
        )
      }
    </Loaded>
  )
}
