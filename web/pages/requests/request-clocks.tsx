// How long there is to answer a request and to have it done, as the service level counts: left, over, or standing still.
import { Text } from '@mantine/core'
import { Clock, ClockAlert, Pause } from 'lucide-react'
import { isOpenRequest } from '../../../domain/request-life.ts'
import type { Request } from '../../api-types.ts'
import { showAgo, showMinutes, showMoment } from '../../formats.ts'
import type { Tone } from '../../ui/badges.tsx'
import { useNow } from '../../ui/use-now.ts'
import { t } from '../../words.ts'
import styles from './requests.module.css'

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
  return running(until, now, answers ? t('Answer') : t('Done'))
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

function running(until: string | null, now: number, what: string): ClockState {
  if (until === null) return { text: t('No clock'), tone: 'neutral', stopped: true }
  const ms = Date.parse(until) - now
  if (ms < 0) return { text: t('{what}: due {ago}', { what, ago: showAgo(until) }), tone: 'bad', stopped: false }
  const tone = ms < SOON_MS ? 'warn' : 'neutral'
  return { text: t('{what}: {time}', { what, time: showAgo(until) }), tone, stopped: false }
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
  const late = doneAt !== null && until !== null && doneAt > until
  const state: ClockState =
    doneAt !== null
      ? {
          text: late ? t('late, {when}', { when: showMoment(doneAt) }) : showMoment(doneAt),
          tone: late ? 'bad' : 'good',
          stopped: true,
        }
      : !isOpenRequest(request.status)
        ? { text: '–', tone: 'neutral', stopped: true }
        : request.clocksStopped
          ? stopped(left)
          : running(until, now, t('due')).tone === 'bad'
            ? { text: t('over since {when}', { when: until ? showMoment(until) : '' }), tone: 'bad', stopped: false }
            : {
                text: until ? t('by {when}, {time}', { when: showMoment(until), time: showAgo(until) }) : '–',
                tone: running(until, now, '').tone,
                stopped: false,
              }
  return (
    <div>
      <dt>{name}</dt>
      <Text
        component="dd"
        size="sm"
        fw={600}
        m={0}
        className="numbers"
        c={state.tone === 'neutral' ? undefined : COLORS[state.tone]}
      >
        {state.text}
      </Text>
    </div>
  )
}
