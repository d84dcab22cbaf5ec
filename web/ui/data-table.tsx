// A table whose rows, order and pages the server gives: here is how it is shown, sorted, chosen from.
import { Group, Text } from '@mantine/core'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo, useCallback, useLayoutEffect, useRef, type ReactNode } from 'react'
import { showNumber, showTotal } from '../formats.ts'
import { t } from '../words.ts'
import { LookedThrough } from './looked-through.tsx'
import { Pagination } from './pagination.tsx'
import { CHUNK, chunksOf, TableChunk } from './table-chunk.tsx'
import styles from './data-table.module.css'

export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** The server's name for sorting by it. */
  sort?: string
  align?: 'right'
  width?: number | string
  /** Left out where the screen is narrow. */
  wide?: boolean
}

interface DataTableProps<Row> {
  /** What the table is, for who does not see it. */
  label: string
  columns: Column<Row>[]
  rows: Row[]
  idOf: (row: Row) => string
  /** What a row is called, for its checkbox. */
  nameOf: (row: Row) => string
  /** `-updatedAt` or `name`, as the server takes it. */
  sort?: string
  onSort?: (sort: string) => void
  selected?: ReadonlySet<string>
  onSelect?: (selected: ReadonlySet<string>) => void
  /** Rows that are being fetched anew are shown dimmed. */
  stale?: boolean
}

/** Thousands of elements: they are plain ones, and a row is drawn anew only where it or its choice changes. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, idOf, nameOf, selected, onSelect, stale } = props
  const choose = useChoose(selected, onSelect)
  const ids = rows.map(idOf)
  const chosen = ids.filter((id) => selected?.has(id)).length
  return (
    <div className={`${styles.scroller} ${stale ? 'stale' : ''}`} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table} aria-rowcount={rows.length > CHUNK ? rows.length + 1 : undefined}>
        <thead>
          <tr>
            {onSelect && (
              <th className={styles.choice}>
                <Check
                  label={t('Choose all of this page')}
                  checked={chosen > 0 && chosen === ids.length}
                  partly={chosen > 0 && chosen < ids.length}
                  onChange={(on) => choose(ids, on)}
                />
              </th>
            )}
            {columns.map((column) => (
              <Head
                key={column.id}
                column={column}
                {...(props.sort !== undefined && { sort: props.sort })}
                onSort={props.onSort}
              />
            ))}
          </tr>
        </thead>
        {chunksOf(rows).map((chunk, n) => (
          <TableChunk key={n} first={n * CHUNK} rows={chunk.length} columns={columns.length + 1}>
            {() =>
              chunk.map((row, place) => (
                <Line
                  key={idOf(row)}
                  row={row}
                  id={idOf(row)}
                  name={nameOf(row)}
                  // Where some rows are not drawn, each says which it is.
                  index={rows.length > CHUNK ? n * CHUNK + place + 2 : undefined}
                  columns={columns as Column<unknown>[]}
                  chosen={onSelect ? (selected?.has(idOf(row)) ?? false) : undefined}
                  choose={choose}
                />
              ))
            }
          </TableChunk>
        ))}
      </table>
    </div>
  )
}

type Choose = (ids: string[], on: boolean) => void
/** Stays the same function, so that a choice draws one row anew and not all. */
function useChoose(
  selected: ReadonlySet<string> | undefined,
  onSelect: ((selected: ReadonlySet<string>) => void) | undefined,
): Choose {
  const latest = useRef({ selected, onSelect })
  useLayoutEffect(() => {
    latest.current = { selected, onSelect }
  })
  return useCallback((ids, on) => {
    const next = new Set(latest.current.selected)
    for (const id of ids)
      if (on) next.add(id)
      else next.delete(id)
    latest.current.onSelect?.(next)
  }, [])
}

interface LineProps {
  row: unknown
  index: number | undefined
  id: string
  name: string
  columns: Column<unknown>[]
  /** Undefined where nothing is chosen from. */
  chosen: boolean | undefined
  choose: Choose
}
const Line = memo(function Line({ row, index, id, name, columns, chosen, choose }: LineProps) {
  return (
    <tr data-chosen={chosen || undefined} aria-rowindex={index}>
      {chosen !== undefined && (
        <td className={styles.choice}>
          <Check label={t('Choose {name}', { name })} checked={chosen} onChange={(on) => choose([id], on)} />
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} data-align={column.align} className={column.wide ? styles.wide : undefined}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
})

interface CheckProps {
  label: string
  checked: boolean
  partly?: boolean
  onChange: (on: boolean) => void
}
const Check = ({ label, checked, partly = false, onChange }: CheckProps) => (
  <input
    type="checkbox"
    className={styles.check}
    aria-label={label}
    title={label}
    checked={checked}
    ref={(input) => {
      if (input) input.indeterminate = partly
    }}
    onChange={(event) => onChange(event.currentTarget.checked)}
  />
)

interface HeadProps<Row> {
  column: Column<Row>
  sort?: string
  onSort?: ((sort: string) => void) | undefined
}

function Head<Row>({ column, sort, onSort }: HeadProps<Row>) {
  const { header, sort: field, align, width, wide } = column
  const down = sort === `-${field}`
  const up = sort === field
  const className = wide ? styles.wide : undefined
  if (field === undefined || !onSort)
    return (
      <th data-align={align} style={{ width }} className={className}>
        {header}
      </th>
    )
  return (
    <th
      data-align={align}
      style={{ width }}
      className={className}
      aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}
    >
      <button type="button" className={styles.sort} onClick={() => onSort(up ? `-${field}` : field)}>
        {header}
        {up && <ArrowUp size={13} aria-hidden />}
        {down && <ArrowDown size={13} aria-hidden />}
      </button>
    </th>
  )
}

export interface Paged {
  page?: number | undefined
  limit: number
  total?: number | undefined
  pages?: number | undefined
  totalIsAtLeast?: true | undefined
}

/** Where one is in a list, and the way on; what the server does not count to its end is "more than". */
export function Pages({
  pagination,
  shown,
  onPage,
}: {
  pagination: Paged
  shown: number
  onPage: (page: number) => void
}) {
  const { page = 1, limit, total = shown, pages = 1, totalIsAtLeast } = pagination
  const from = total === 0 ? 0 : (page - 1) * limit + 1
  return (
    <>
      <Group justify="space-between" px="md" py="sm" gap="xs">
        <Text size="sm" c="dimmed" className="numbers">
          {t('{from}–{to} of {total}', {
            from: showNumber(from),
            to: showNumber(Math.max(from, from + shown - 1)),
            total: showTotal({ total, totalIsAtLeast }),
          })}
        </Text>
        {pages > 1 && <Pagination pages={pages} page={page} onPage={onPage} />}
      </Group>
      <LookedThrough page={page} pages={pages} totalIsAtLeast={totalIsAtLeast} />
    </>
  )
}
