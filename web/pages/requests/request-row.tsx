// A request in the queue: what is asked, by whom, how urgent, and how long there is.
import { Flame } from 'lucide-react'
import type { Request } from '../../api-types.ts'
import { PRIORITY, REQUEST_STATUS, REQUEST_TYPE } from '../../labels.ts'
import { PersonMark, ToneBadge } from '../../ui/badges.tsx'
import { ClockMark } from './request-clocks.tsx'
import styles from '../../queue/queue-item.module.css'

interface RequestRowProps {
  request: Request
  project?: string | undefined
  assignee?: string | undefined
}

export function RequestRow({ request, project, assignee }: RequestRowProps) {
  const { title, type, priority, status, requester } = request
  const state = REQUEST_STATUS()[status]
  const urgency = PRIORITY()[priority]
  return (
    <>
      <span className={styles.rowHead}>
        <span className={styles.title}>{title}</span>
        {assignee && <PersonMark name={assignee} size={22} />}
      </span>
      <span className={styles.dim} style={{ display: 'block' }}>
        {[requester.name, project].filter(Boolean).join(' · ')}
      </span>
      <span className={styles.rowFoot}>
        <ToneBadge tone={state.tone}>{state.text}</ToneBadge>
        <span className={styles.dim}>{REQUEST_TYPE()[type].text}</span>
        {(priority === 'urgent' || priority === 'high') && (
          <span className={styles.clock} style={{ color: priority === 'urgent' ? 'var(--bad)' : 'var(--warn)' }}>
            <Flame size={13} aria-hidden />
            {urgency.text}
          </span>
        )}
        <span className={styles.end}>
          <ClockMark request={request} />
        </span>
      </span>
    </>
  )
}
