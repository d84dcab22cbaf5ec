// The numbers of pages: the first, the last, those around the one that is shown, and one on or back. Plain buttons: a list is
// drawn anew with them at each of its pages.
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { showNumber } from '../formats.ts'
import { t } from '../words.ts'
import styles from './pagination.module.css'

interface PaginationProps {
  pages: number
  page: number
  onPage: (page: number) => void
}
/** As many numbers as are shown, gaps among them. */
const MOST = 7

export function Pagination({ pages, page, onPage }: PaginationProps) {
  return (
    <div className={styles.pages}>
      <button
        type="button"
        className={styles.page}
        aria-label={t('Previous page')}
        disabled={page <= 1}
        onClick={() => onPage(page - 1)}
      >
        <ChevronLeft size={14} aria-hidden />
      </button>
      {numbersAround(page, pages).map((number, place) =>
        number === undefined ? (
          // oxlint-disable-next-line react/no-array-index-key -- a gap is nothing but its place
          <span key={`gap ${place}`} className={styles.gap} aria-hidden>
            …
          </span>
        ) : (
          <button
            key={number}
            type="button"
            className={`numbers ${styles.page}`}
            aria-label={t('Page {page}', { page: number })}
            aria-current={number === page ? 'page' : undefined}
            onClick={() => onPage(number)}
          >
            {showNumber(number)}
          </button>
        ),
      )}
      <button
        type="button"
        className={styles.page}
        aria-label={t('Next page')}
        disabled={page >= pages}
        onClick={() => onPage(page + 1)}
      >
        <ChevronRight size={14} aria-hidden />
      </button>
    </div>
  )
}

/** Where some are left out, nothing stands for them. */
function numbersAround(page: number, pages: number): (number | undefined)[] {
  const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n)
  if (pages <= MOST) return upTo(1, pages)
  if (page < 5) return [...upTo(1, 5), undefined, pages]
  if (page > pages - 4) return [1, undefined, ...upTo(pages - 4, pages)]
  return [1, undefined, ...upTo(page - 1, page + 1), undefined, pages]
}
