// What can be done about a signal now: buttons, each with its key. Moves that its state does not allow are not shown.
import { Button, Textarea, TextInput } from '@mantine/core'
import { AlarmClock, Check, CircleCheck, Hand, X, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { MOST_SNOOZED_DAYS, nextSignalStatuses, type SignalStatus } from '../../../domain/signal-life.ts'
import type { Signal, SignalStatusChange } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { addDays, instantOf, today } from '../../formats.ts'
import { useMe } from '../../me.ts'
import { say } from '../../say.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { KeyHint } from '../../queue/key-hint.tsx'
import styles from '../../queue/queue-item.module.css'
import { useQueueKeys } from '../../queue/use-queue-keys.ts'
import { t } from '../../words.ts'

type Move = Exclude<SignalStatus, 'pending' | 'auto_resolved'>
const MOVES = (): Record<Move, { key: string; name: string; icon: LucideIcon }> => ({
  acknowledged: { key: 'a', name: t('Acknowledge'), icon: Check },
  snoozed: { key: 's', name: t('Snooze'), icon: AlarmClock },
  completed: { key: 'c', name: t('Complete'), icon: CircleCheck },
  dismissed: { key: 'd', name: t('Dismiss'), icon: X },
})
const ORDER: Move[] = ['acknowledged', 'completed', 'snoozed', 'dismissed']

export function SignalActions({ signal }: { signal: Signal }) {
  const me = useMe()
  const [asked, setAsked] = useState<Exclude<Move, 'acknowledged'>>()
  const change = useAct('PUT /v1/admin/signals/:signalId')
  const move = useAct('PUT /v1/admin/signals/:signalId/status')
  const params = { signalId: signal.id }
  const told = (work: Promise<unknown>, done: string) =>
    void work.then(
      () => say({ message: done }),
      (error: Error) => say({ tone: 'bad', message: error.message }),
    )
  const moves = ORDER.filter((to) => nextSignalStatuses(signal.status).includes(to))
  const begin = (to: Move) =>
    to === 'acknowledged'
      ? told(
          move.mutateAsync({ params, body: { status: 'acknowledged' }, version: signal.version }),
          t('It is acknowledged.'),
        )
      : setAsked(to)
  const mayTake = moves.length > 0 && signal.assigneeId !== me.id
  const take = () =>
    told(change.mutateAsync({ params, body: { assigneeId: me.id }, version: signal.version }), t('It is yours now.'))
  useQueueKeys({
    e: mayTake ? take : undefined,
    ...Object.fromEntries(moves.map((to) => [MOVES()[to].key, () => begin(to)])),
  })
  if (moves.length === 0) return null
  return (
    <div className={styles.actions} style={{ marginTop: 14 }} role="group" aria-label={t('What to do')}>
      {moves.map((to) => {
        const { key, name, icon: Icon } = MOVES()[to]
        return (
          <Button
            key={to}
            size="xs"
            variant={to === moves[0] ? 'filled' : 'default'}
            leftSection={<Icon size={14} />}
            rightSection={<KeyHint name={key} />}
            onClick={() => begin(to)}
          >
            {name}
          </Button>
        )
      })}
      {mayTake && (
        <Button
          size="xs"
          variant="light"
          leftSection={<Hand size={14} />}
          rightSection={<KeyHint name="e" />}
          onClick={take}
        >
          {t('Assign to me')}
        </Button>
      )}
      {asked && (
        <Settle
          to={asked}
          onSettle={(body) => move.mutateAsync({ params, body, version: signal.version })}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  )
}

interface SettleProps {
  to: Exclude<Move, 'acknowledged'>
  onSettle: (body: SignalStatusChange) => Promise<unknown>
  onClose: () => void
}

function Settle({ to, onSettle, onClose }: SettleProps) {
  const [words, setWords] = useState('')
  const [until, setUntil] = useState(addDays(today(), 1))
  if (to === 'snoozed')
    return (
      <FormDialog
        title={t('Snooze the signal')}
        submit={t('Snooze')}
        onSubmit={() => onSettle({ status: to, snoozedUntil: instantOf(until, MORNING) })}
        onClose={onClose}
      >
        {(errors) => (
          <>
            <Button.Group>
              {NAMED_DAYS().map(([name, days]) => (
                <Button key={days} size="xs" variant="default" onClick={() => setUntil(addDays(today(), days))}>
                  {name}
                </Button>
              ))}
            </Button.Group>
            <TextInput
              type="date"
              label={t('Until the morning of')}
              required
              data-autofocus
              min={addDays(today(), 1)}
              max={addDays(today(), MOST_SNOOZED_DAYS - 1)}
              value={until}
              error={errors.snoozedUntil}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
          </>
        )}
      </FormDialog>
    )
  const isDone = to === 'completed'
  return (
    <FormDialog
      title={isDone ? t('Complete the signal') : t('Dismiss the signal')}
      submit={isDone ? t('Complete') : t('Dismiss')}
      onSubmit={() => onSettle(isDone ? { status: to, resolution: words } : { status: to, reason: words })}
      onClose={onClose}
    >
      {(errors) => (
        <Textarea
          label={isDone ? t('What was done about it') : t('Why nothing is done')}
          required
          autosize
          minRows={2}
          data-autofocus
          value={words}
          error={errors.resolution ?? errors.reason}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  )
}

/** On the organisation's clock. */
const MORNING = '08:00'
const NAMED_DAYS = (): [string, number][] => [
  [t('Tomorrow'), 1],
  [t('In 3 days'), 3],
  [t('In a week'), 7],
  [t('In a month'), 30],
]
