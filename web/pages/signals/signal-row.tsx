// A signal in the queue: how urgent, what is the matter, with whom, since when.
import { AlarmClockOff, CircleAlert, Flame, Info, type LucideIcon } from 'lucide-react'
import type { Signal } from '../../api-types.ts'
import { showAgo, showMoment } from '../../formats.ts'
import { PRIORITY, SIGNAL_STATUS, SIGNAL_TYPE } from '../../labels.ts'
import { PersonMark, ToneBadge } from '../../ui/badges.tsx'
import styles from '../../queue/queue-item.module.css'
import { t } from '../../words.ts'
import { titleOf } from './title-of.ts'

const URGENCY: Record<Signal['priority'], { icon: LucideIcon; color: string }> = {
  urgent: { icon: Flame, color: 'var(--bad)' },
  high: { icon: CircleAlert, color: 'var(--warn)' },
  medium: { icon: Info, color: 'var(--accent)' },
  low: { icon: Info, color: 'var(--mantine-color-dimmed)' },
}

export function Urgency({ priority }: { priority: Signal['priority'] }) {
  const { icon: Icon, color } = URGENCY[priority]
  return (
    <span className={styles.clock} style={{ color, fontWeight: 600 }}>
      <Icon size={13} aria-hidden />
      {PRIORITY()[priority].text}
    </span>
  )
}

export function SignalRow({ signal, assignee }: { signal: Signal; assignee?: string | undefined }) {
  const title = titleOf(signal)
  const { priority, type, status, subject, createdAt, snoozedUntil } = signal
  const state = SIGNAL_STATUS()[status]
  return (
    <>
      <span className={styles.rowHead}>
        <span className={styles.title}>{title}</span>
        {assignee && <PersonMark name={assignee} size={22} />}
      </span>
      <span className={styles.dim} style={{ display: 'block' }}>
        {t('{kind} · {subject}', { kind: SIGNAL_TYPE()[type].text, subject: subject.name })}
      </span>
      <span className={styles.rowFoot}>
        <Urgency priority={priority} />
        {status !== 'pending' && <ToneBadge tone={state.tone}>{state.text}</ToneBadge>}
        <span className={`numbers ${styles.dim} ${styles.end}`}>
          {snoozedUntil ? (
            <>
              <AlarmClockOff size={12} aria-hidden /> {t('until {when}', { when: showMoment(snoozedUntil) })}
            </>
          ) : (
            showAgo(createdAt)
          )}
        </span>
      </span>
    </>
  )
}
