// A queue: what waits on the left, the one that is open on the right; worked with the keyboard alone where one likes.
import { ActionIcon, Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { showNumber, showTotal } from '../formats.ts'
import { useSearchState } from '../use-search.ts'
import { t } from '../words.ts'
import { LookedThrough } from '../ui/looked-through.tsx'
import styles from './queue.module.css'
import { useQueueKeys, type Keys } from './use-queue-keys.ts'

export interface QueuePage<Row> {
  data: Row[]
  pagination: {
    page?: number | undefined
    limit: number
    total?: number | undefined
    pages?: number | undefined
    totalIsAtLeast?: true | undefined
  }
}
interface QueueProps<Row> {
  /** What the address calls the open one: `?request=…`. */
  name: string
  label: string
  page: QueuePage<Row>
  /** What a row shows; it stands inside a link. */
  row: (row: Row) => ReactNode
  empty: ReactNode
  keys: Keys
  children: (id: string) => ReactNode
}

export function Queue<Row extends { id: string }>(props: QueueProps<Row>) {
  const { name, label, page, row, empty, keys, children } = props
  const [search, change] = useSearchState()
  const open = search[name]
  const isNarrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false })
  const { list, detail, move, enter, leave } = useMoves(page.data, open, (id) => change({ [name]: id }))
  const first = page.data[0]?.id
  useEffect(() => {
    if (!isNarrow && open === undefined && first !== undefined) change({ [name]: first })
  }, [isNarrow, open, first, name, change])
  const back = isNarrow ? () => change({ [name]: undefined }) : leave
  useQueueKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: enter,
    Escape: back,
    ...keys,
  })
  return (
    <div className={styles.queue}>
      {!(isNarrow && open) && (
        <div className={`card ${styles.side}`}>
          {page.data.length === 0 && empty}
          <ul ref={list} className={styles.rows} aria-label={label} data-queue>
            {page.data.map((each) => (
              <li key={each.id}>
                <Link
                  to="."
                  search={((before: Record<string, string>) => ({ ...before, [name]: each.id })) as never}
                  replace
                  resetScroll={false}
                  className={styles.row}
                  data-row={each.id}
                  {...(each.id === open && { 'aria-current': 'true' as const })}
                >
                  {row(each)}
                </Link>
              </li>
            ))}
          </ul>
          <Foot
            pagination={page.pagination}
            onPage={(to) => change({ page: to === 1 ? undefined : String(to), [name]: undefined })}
          />
        </div>
      )}
      {open !== undefined && (
        <div ref={detail} tabIndex={-1} className={styles.detail}>
          {isNarrow && (
            <Button variant="subtle" size="compact-md" mb="xs" leftSection={<ArrowLeft size={15} />} onClick={back}>
              {t('Back to the list')}
            </Button>
          )}
          {children(open)}
        </div>
      )}
    </div>
  )
}

/** How one goes from row to row. Where the open one has left the list, the next one is what now stands in its place. */
function useMoves<Row extends { id: string }>(rows: Row[], open: string | undefined, setOpen: (id: string) => void) {
  const list = useRef<HTMLUListElement>(null)
  const detail = useRef<HTMLDivElement>(null)
  const place = useRef(0)
  const index = rows.findIndex(({ id }) => id === open)
  useEffect(() => {
    if (index >= 0) place.current = index
  }, [index])
  const focus = (id: string) => list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus()
  const move = (by: number) => {
    const from = index >= 0 ? index + by : place.current + (by < 0 ? by : 0)
    const next = rows[Math.max(0, Math.min(rows.length - 1, from))]
    if (!next) return
    setOpen(next.id)
    focus(next.id)
  }
  const enter = () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row
    if (row !== undefined) setOpen(row)
    requestAnimationFrame(() => detail.current?.focus())
  }
  const leave = () => open !== undefined && focus(open)
  return { list, detail, move, enter, leave: () => void leave() }
}

function Foot({
  pagination,
  onPage,
}: {
  pagination: QueuePage<unknown>['pagination']
  onPage: (page: number) => void
}) {
  const { page = 1, pages = 1, limit, total = 0, totalIsAtLeast } = pagination
  if (total === 0) return <LookedThrough {...pagination} />
  const [from, to] = [(page - 1) * limit + 1, Math.min(total, page * limit)]
  return (
    <>
      <LookedThrough {...pagination} />
      <div className={styles.foot}>
        <span className="numbers">
          {t('{from}–{to} of {total}', {
            from: showNumber(from),
            to: showNumber(to),
            total: showTotal({ total, totalIsAtLeast }),
          })}
        </span>
        {pages > 1 && (
          <span>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('Page before')}
              disabled={page <= 1}
              onClick={() => onPage(page - 1)}
            >
              <ChevronLeft size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('Next page')}
              disabled={page >= pages}
              onClick={() => onPage(page + 1)}
            >
              <ChevronRight size={16} />
            </ActionIcon>
          </span>
        )}
      </div>
    </>
  )
}
