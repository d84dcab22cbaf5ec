// What is seen of a task in small: its status, when it is due, that it is late, how urgent it is.
import { CalendarClock, Diamond } from 'lucide-react'
import type { Task } from '../../api-types.ts'
import { showDay, showDaysFrom } from '../../formats.ts'
import { PRIORITY, TASK_STATUS } from '../../labels.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { t } from '../../words.ts'
import styles from './tasks.module.css'

export function TaskStatusBadge({ status }: { status: Task['status'] }) {
  const { text, tone } = TASK_STATUS()[status]
  return <ToneBadge tone={tone}>{text}</ToneBadge>
}

export function PriorityMark({ priority }: { priority: Task['priority'] }) {
  const { text, tone } = PRIORITY()[priority]
  if (priority === 'low' || priority === 'medium') return <span className={styles.dim}>{text}</span>
  return <ToneBadge tone={tone}>{text}</ToneBadge>
}

export function DueMark({ dueOn, overdue }: { dueOn: string | null; overdue: boolean }) {
  if (dueOn === null) return <span className={styles.dim}>{t('No date')}</span>
  return (
    <span className={`numbers ${styles.due}`} data-overdue={overdue || undefined} title={showDaysFrom(dueOn)}>
      <CalendarClock size={14} aria-hidden />
      {showDay(dueOn)}
      {overdue && ` · ${t('overdue')}`}
    </span>
  )
}

export const MilestoneMark = () => (
  <Diamond size={13} height={24} aria-label={t('Milestone')} style={{ color: 'var(--critical)', flexShrink: 0 }} />
)
