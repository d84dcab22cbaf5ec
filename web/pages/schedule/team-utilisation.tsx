// How much of each team's time is booked over what is shown: figures with their bars.
import { memo } from 'react'
import { showMinutes, showNumber, showPercent } from '../../formats.ts'
import { t } from '../../words.ts'
import { totalOf, type Load, type TeamGroup } from './schedule-rows.ts'
import styles from './schedule.module.css'

export const TeamUtilisation = memo(function TeamUtilisation({ groups }: { groups: TeamGroup[] }) {
  if (groups.length === 0) return null
  const all = { id: 'all', name: t('Everybody'), total: totalOf(groups.map(({ total }) => total)) }
  return (
    <section aria-label={t('Utilisation by team')} className={styles.utilisation}>
      {[...(groups.length > 1 ? [all] : []), ...groups].map(({ id, name, total }) => (
        <TeamFigure key={id} name={name} total={total} />
      ))}
    </section>
  )
})

const hours = (minutes: number): string => showNumber(minutes / 60)

function TeamFigure({ name, total: { booked, capacity, over } }: { name: string; total: Load }) {
  const percent = capacity === 0 ? 0 : (booked / capacity) * 100
  return (
    <div className={`card ${styles.figure}`}>
      <div className={styles.figureName}>{name}</div>
      <div className={styles.figureLine}>
        <span className={`numbers ${styles.figurePercent}`}>{capacity === 0 ? '–' : showPercent(percent)}</span>
        <span className={`numbers ${styles.figureSum}`}>
          {t('{booked} of {capacity} h', { booked: hours(booked), capacity: hours(capacity) })}
        </span>
      </div>
      <div className={styles.figureBar} aria-hidden>
        <span style={{ width: `${Math.min(100, percent)}%` }} />
      </div>
      <div className={styles.figureOver} data-over={over > 0 || undefined}>
        {over > 0 ? t('{time} over capacity', { time: showMinutes(over) }) : t('nobody over capacity')}
      </div>
    </div>
  )
}
