// The figures on top: each with how it was in the period before, and what it is made of at one touch.
import { ArrowDown, ArrowUp } from 'lucide-react'
import { showDay } from '../../formats.ts'
import { t } from '../../words.ts'
import type { Analytics } from './analytics-doors.ts'
import { opening, type AnalyticsState } from './analytics-state.ts'
import styles from './analytics.module.css'
import type { AreaView } from './area-views.ts'
import { changeOf, nameOfFigure, showFigure } from './figure-words.ts'

interface KeyFiguresProps {
  state: AnalyticsState
  view: AreaView
  analytics: Analytics
}

export function KeyFigures({ state: { area, change }, view, analytics }: KeyFiguresProps) {
  const { total, previousFrom, previousTo } = analytics
  const before = t('Before: {from} to {to}', { from: showDay(previousFrom), to: showDay(previousTo) })
  return (
    <div className={styles.figures} role="group" aria-label={t('In all')}>
      {view.figures.map((figure) => {
        const [now, then] = [total.figures[figure] ?? null, total.previous[figure] ?? null]
        const told = changeOf(area, figure, now, then)
        const inside = (
          <>
            <span className={styles.label}>{nameOfFigure(area, figure)}</span>
            <span className={`numbers ${styles.value}`}>{showFigure(area, figure, now)}</span>
            <span className={`numbers ${styles.change}`} data-tone={told?.tone} title={before}>
              {told?.up !== undefined &&
                (told.up ? <ArrowUp size={13} aria-hidden /> : <ArrowDown size={13} aria-hidden />)}
              {told?.text ?? ' '}
            </span>
          </>
        )
        return now === null || now === 0 ? (
          <div key={figure} className={`card ${styles.figure}`}>
            {inside}
          </div>
        ) : (
          <button
            key={figure}
            type="button"
            className={`card ${styles.figure}`}
            onClick={() => change(opening(figure))}
          >
            {inside}
          </button>
        )
      })}
    </div>
  )
}
