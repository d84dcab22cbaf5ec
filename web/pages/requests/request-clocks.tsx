// How long there is to answer a request and to have it done, as the service level counts: left, over, or standing still.
import { Text } from '@mantine/core'
import { Clock, ClockAlert, Pause } from 'lucide-react'
import { isOpenRequest } from '../../../domain/request-life.ts'
import type { Request } from '../../api-types.ts'
import { showAgo, showMinutes, showMoment } from '../../formats.ts'
import type { Tone } from '../../ui/badges.tsx'
import { useNow } from '../../ui/use-now.ts'
import { t } from '../../words.ts'
import styles from '../../queue/queue-item.module.css'

export interface ClockState {
  text: string
  tone: Tone
  stopped: boolean
}
const SOON_MS = 8 * 3_600_000

/** The clock that runs out next: for who looks over many. */
export function nextClock(request: Request, now: number): ClockState {
  if (!isOpenRequest(request.status)) {
    const at = request.closedAt ?? request.updatedAt
    return { text: t('Closed {ago}', { ago: showAgo(at) }), tone: 'neutral', stopped: true }
  }
  const answers = request.firstRespondedAt === null
  const left = answers ? request.respondMinutesLeft : request.resolveMinutesLeft
  if (request.clocksStopped) return stopped(left)
  const until = answers ? request.respondBy : request.resolveBy
  return running(until, now, answers)
}

const stopped = (left: number | null): ClockState => ({
  text:
    left === null
      ? t('Stopped')
      : left < 0
        ? t('Stopped, {time} over', { time: showMinutes(-left) })
        : t('Stopped, {time} left', { time: showMinutes(left) }),
  tone: 'neutral',
  stopped: true,
})

function running(until: string | null, now: number, isAnswer: boolean): ClockState {
  if (until === null) return { text: t('No clock'), tone: 'neutral', stopped: true }
  const ms = Date.parse(until) - now
  const time = showAgo(until)
  const tone = ms < 0 ? 'bad' : ms < SOON_MS ? 'warn' : 'neutral'
  return { text: isAnswer ? t('Answer due {time}', { time }) : t('Due {time}', { time }), tone, stopped: false }
}

const COLORS: Record<Tone, string> = {
  neutral: 'var(--mantine-color-dimmed)',
  info: 'var(--accent)',
  good: 'var(--good)',
  warn: 'var(--warn)',
  bad: 'var(--bad)',
}

export function ClockMark({ request }: { request: Request }) {
  const now = useNow()
  const { text, tone, stopped: still } = nextClock(request, now)
  const Icon = tone === 'bad' ? ClockAlert : still ? Pause : Clock
  return (
    <span className={`numbers ${styles.clock}`} style={{ color: COLORS[tone] }} data-tone={tone}>
      <Icon size={13} aria-hidden />
      {text}
    </span>
  )
}

/** Both clocks, each with its deadline. */
export function Clocks({ request }: { request: Request }) {
  return (
    <dl className={styles.clocks}>
      <ClockLine
        name={t('First answer')}
        doneAt={request.firstRespondedAt}
        until={request.respondBy}
        left={request.respondMinutesLeft}
        request={request}
      />
      <ClockLine
        name={t('To be done')}
        doneAt={request.status === 'completed' ? request.closedAt : null}
        until={request.resolveBy}
        left={request.resolveMinutesLeft}
        request={request}
      />
    </dl>
  )
}

interface ClockLineProps {
  name: string
  doneAt: string | null
  until: string | null
  left: number | null
  request: Request
}

function ClockLine({ name, doneAt, until, left, request }: ClockLineProps) {
  const now = useNow()
  const { text, tone } = lineOf({ name, doneAt, until, left, request }, now)
  return (
    <div>
      <dt>{name}</dt>
      <Text
        component="dd"
        size="sm"
        fw={600}
        m={0}
        className="numbers"
        c={tone === 'neutral' ? undefined : COLORS[tone]}
      >
        {text}
      </Text>
    </div>
  )
}

function lineOf({ doneAt, until, left, request }: ClockLineProps, now: number): Pick<ClockState, 'text' | 'tone'> {
  if (doneAt !== null) {
    const isLate = until !== null && doneAt > until
    const when = showMoment(doneAt)
    return isLate ? { text: t('late, {when}', { when }), tone: 'bad' } : { text: when, tone: 'good' }
  }
  if (!isOpenRequest(request.status)) return { text: '–', tone: 'neutral' }
  if (request.clocksStopped) return stopped(left)
  if (until === null) return { text: '–', tone: 'neutral' }
  const { tone } = running(until, now, false)
  const when = showMoment(until)
  if (tone === 'bad') return { text: t('over since {when}', { when }), tone }
  return { text: t('by {when}, {time}', { when, time: showAgo(until) }), tone }
}
