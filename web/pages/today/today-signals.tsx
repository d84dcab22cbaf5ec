// What wants attention about clients, projects and people: acknowledged or put off here, settled in the queue.
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Signal, SignalStatusChange, Today } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { showAgo } from '../../formats.ts'
import { SIGNAL_TYPE } from '../../labels.ts'
import { useMay } from '../../me.ts'
import { say } from '../../say.ts'
import { ChoiceMenu } from '../../ui/choice-menu.tsx'
import { t, tn } from '../../words.ts'
import { Attention, Item } from './attention.tsx'
import styles from './today.module.css'
import { titleOf } from '../signals/title-of.ts'

export function TodaySignals({ signals }: { signals: Today['signals'] }) {
  return (
    <Attention id="signals" title={t('Signals')} tone="warn" some={signals} more={{ to: '/signals' }}>
      {(signal) => <SignalItem key={signal.id} signal={signal} />}
    </Attention>
  )
}

function SignalItem({ signal }: { signal: Signal }) {
  const mayAct = useMay('signal.update')
  const isPressing = signal.priority === 'urgent' || signal.priority === 'high'
  return (
    <Item
      tone={signal.priority === 'urgent' ? 'bad' : isPressing ? 'warn' : 'neutral'}
      name={
        <Link to="/signals" search={{ signal: signal.id } as never} className={styles.name}>
          {titleOf(signal)}
        </Link>
      }
      about={
        <>
          <span>{signal.subject.name}</span>
          <span>{SIGNAL_TYPE()[signal.type].text}</span>
          <span>{showAgo(signal.createdAt)}</span>
          {signal.status === 'acknowledged' && <span>{t('Acknowledged')}</span>}
        </>
      }
      acts={mayAct && <SignalActs signal={signal} />}
    />
  )
}

const SNOOZES = [1, 3, 7]

function SignalActs({ signal }: { signal: Signal }) {
  const { mutateAsync: move, isPending } = useAct('PUT /v1/admin/signals/:signalId/status')
  const send = (body: SignalStatusChange) =>
    void move({ params: { signalId: signal.id }, body }).catch((error: Error) =>
      say({ tone: 'bad', title: titleOf(signal), message: error.message }),
    )
  const snooze = (days: number) =>
    send({ status: 'snoozed', snoozedUntil: new Date(Date.now() + days * 86_400_000).toISOString() })
  return (
    <>
      {signal.status === 'pending' && (
        <Button
          size="compact-sm"
          variant="default"
          loading={isPending}
          aria-label={t('Acknowledge {title}', { title: titleOf(signal) })}
          onClick={() => send({ status: 'acknowledged' })}
        >
          {t('Acknowledge')}
        </Button>
      )}
      <ChoiceMenu
        name={t('Snooze {title}', { title: titleOf(signal) })}
        size="sm"
        choices={SNOOZES.map((days) => ({
          id: String(days),
          label: tn(days, 'For {count} day', 'For {count} days'),
          onChoose: () => snooze(days),
        }))}
      >
        {t('Snooze')}
      </ChoiceMenu>
    </>
  )
}
