// How much of each there is, at a glance; each leads to its list.
import type { Today } from '../../api-types.ts'
import { showNumber } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { t } from '../../words.ts'
import styles from './today.module.css'

interface Figure {
  id: string
  label: string
  total: number
  tone: 'bad' | 'warn' | 'neutral'
}

export function TodayFigures({ today: { tasks, requests, signals, overloads, health } }: { today: Today }) {
  const may = {
    lead: useMay('task.update_status'),
    requests: useMay('request.read'),
    signals: useMay('signal.read'),
    people: useMay('schedule.people'),
    projects: useMay('me.projects'),
  }
  const figures: (Figure | false)[] = [
    may.lead && { id: 'escalated', label: t('Escalated to you'), total: tasks.escalated.total, tone: 'bad' },
    { id: 'overdue', label: t('Overdue tasks'), total: tasks.overdue.total, tone: 'bad' },
    { id: 'blocked', label: t('Blocked tasks'), total: tasks.blocked.total, tone: 'warn' },
    !may.lead && { id: 'due', label: t('Due today'), total: tasks.due.total, tone: 'neutral' },
    may.requests && { id: 'requests', label: t('Clients waiting'), total: requests.total, tone: 'bad' },
    may.signals && { id: 'signals', label: t('Open signals'), total: signals.total, tone: 'warn' },
    may.people && { id: 'overloads', label: t('People over capacity'), total: overloads.total, tone: 'bad' },
    may.projects && { id: 'health', label: t('Health changes'), total: health.total, tone: 'neutral' },
  ]
  return (
    <nav className={styles.figures} aria-label={t('Figures')}>
      {figures
        .filter((figure) => figure !== false)
        .map(({ id, label, total, tone }) => (
          <a key={id} href={`#${id}`} className={`card ${styles.figure}`}>
            <span className={styles.value} data-tone={total > 0 ? tone : 'neutral'}>
              {showNumber(total)}
            </span>
            <span className={styles.label}>{label}</span>
          </a>
        ))}
    </nav>
  )
}
