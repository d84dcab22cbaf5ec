// How much of each there is, at a glance; each leads to its list.
import type { Today } from '../../api-types.ts'
import { showTotal } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { t } from '../../words.ts'
import styles from './today.module.css'

interface Figure {
  id: string
  label: string
  counted: { total: number; totalIsAtLeast?: true | undefined }
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
    may.lead && { id: 'escalated', label: t('Escalated to you'), counted: tasks.escalated, tone: 'bad' },
    { id: 'overdue', label: t('Overdue tasks'), counted: tasks.overdue, tone: 'bad' },
    { id: 'blocked', label: t('Blocked tasks'), counted: tasks.blocked, tone: 'warn' },
    !may.lead && { id: 'due', label: t('Due today'), counted: tasks.due, tone: 'neutral' },
    may.requests && { id: 'requests', label: t('Clients waiting'), counted: requests, tone: 'bad' },
    may.signals && { id: 'signals', label: t('Open signals'), counted: signals, tone: 'warn' },
    may.people && { id: 'overloads', label: t('People over capacity'), counted: overloads, tone: 'bad' },
    may.projects && { id: 'health', label: t('Health changes'), counted: health, tone: 'neutral' },
  ]
  return (
    <nav className={styles.figures} aria-label={t('Figures')}>
      {figures
        .filter((figure) => figure !== false)
        .map(({ id, label, counted, tone }) => (
          <a key={id} href={`#${id}`} className={`card ${styles.figure}`}>
            <span className={styles.value} data-tone={counted.total > 0 ? tone : 'neutral'}>
              {showTotal(counted)}
            </span>
            <span className={styles.label}>{label}</span>
          </a>
        ))}
    </nav>
  )
}
