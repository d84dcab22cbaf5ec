// A table whose rows, order and pages the server gives: here is how it is shown, sorted, chosen from.
import { Checkbox, Group, Pagination, Table, Text, UnstyledButton } from '@mantine/core'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { showNumber } from '../formats.ts'
import { t } from '../words.ts'
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

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, idOf, nameOf, selected, onSelect, stale } = props
  const choose = (ids: string[], on: boolean) => {
    const next = new Set(selected)
    for (const id of ids)
      if (on) next.add(id)
      else next.delete(id)
    onSelect?.(next)
  }
  const ids = rows.map(idOf)
  const chosen = ids.filter((id) => selected?.has(id))
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={label} data-stale={stale || undefined}>
      <Table verticalSpacing={8} horizontalSpacing="md" className={styles.table} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {onSelect && (
              <Table.Th w={44}>
                <Checkbox
                  aria-label={t('Choose all of this page')}
                  checked={chosen.length > 0 && chosen.length === ids.length}
                  indeterminate={chosen.length > 0 && chosen.length < ids.length}
                  onChange={(event) => choose(ids, event.currentTarget.checked)}
                />
              </Table.Th>
            )}
            {columns.map((column) => (
              <Head
                key={column.id}
                column={column}
                {...(props.sort !== undefined && { sort: props.sort })}
                onSort={props.onSort}
              />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={idOf(row)} data-chosen={selected?.has(idOf(row)) || undefined}>
              {onSelect && (
                <Table.Td>
                  <Checkbox
                    aria-label={t('Choose {name}', { name: nameOf(row) })}
                    checked={selected?.has(idOf(row)) ?? false}
                    onChange={(event) => choose([idOf(row)], event.currentTarget.checked)}
                  />
                </Table.Td>
              )}
              {columns.map(({ id, cell, align, wide }) => (
                <Table.Td key={id} ta={align} className={wide ? styles.wide : undefined}>
                  {cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

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
      <Table.Th ta={align} w={width} className={className}>
        {header}
      </Table.Th>
    )
  return (
    <Table.Th ta={align} w={width} className={className} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
      <UnstyledButton className={styles.sort} onClick={() => onSort(up ? `-${field}` : field)}>
        {header}
        {up && <ArrowUp size={13} aria-hidden />}
        {down && <ArrowDown size={13} aria-hidden />}
      </UnstyledButton>
    </Table.Th>
  )
}

interface Paged {
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
    <Group justify="space-between" px="md" py="sm" gap="xs">
      <Text size="sm" c="dimmed" className="numbers">
        {t('{from}–{to} of {total}', {
          from: showNumber(from),
          to: showNumber(Math.max(from, from + shown - 1)),
          total: `${showNumber(total)}${totalIsAtLeast ? '+' : ''}`,
        })}
      </Text>
      {pages > 1 && (
        <Pagination
          size="sm"
          total={pages}
          value={page}
          onChange={onPage}
          getItemProps={(item) => ({ 'aria-label': t('Page {page}', { page: item }) })}
          getControlProps={(control) => ({ 'aria-label': control === 'next' ? t('Next page') : t('Previous page') })}
        />
      )}
    </Group>
  )
}
