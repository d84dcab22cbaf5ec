// A list that the server sorts and pages, as a table: what it is sorted by and which page is open stand in the address.
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Named } from './lookups.ts'
import { DataTable, Pages, type Column, type Paged } from './ui/data-table.tsx'
import { LookedThrough } from './ui/looked-through.tsx'
import { Loaded } from './ui/states.tsx'
import { useSearchState } from './use-search.ts'

interface PagedTableProps<Row extends Named> {
  label: string
  query: UseQueryResult<{ data: Row[]; pagination: Paged }>
  columns: Column<Row>[]
  sort: string
  /** What there is where there is nothing. */
  empty: ReactNode
  /** So many lines stand for it while it loads. */
  rows?: number
}

export function PagedTable<Row extends Named>({ label, query, columns, sort, empty, rows }: PagedTableProps<Row>) {
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
              nameOf={({ name }) => name}
              sort={sort}
              onSort={(next) => change({ sort: next, page: undefined })}
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
