// One alert: what is the matter, since when and how often, who looks after it, and what was noticed in detail.
import { Button, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Alert } from '../../api-types.ts'
import { showAgo, showDaysIn, showMoment } from '../../formats.ts'
import { usePeople } from '../../lookups.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { showValue } from '../../show-value.ts'
import { t, tn, told } from '../../words.ts'
import type { AlertStep } from './alert-dialog.tsx'
import styles from './alerts.module.css'

interface AlertItemProps {
  alert: Alert
  opened: boolean
  onStep: (to: AlertStep) => void
}

export function AlertItem({ alert, opened, onStep }: AlertItemProps) {
  const { severity, status, title, said, detail, count, firstAt, lastAt } = alert
  return (
    <li className={styles.alert} data-severity={status === 'cleared' ? undefined : severity}>
      <div className={styles.body}>
        <Group gap="xs">
          <ToneBadge tone={severity === 'critical' ? 'bad' : 'warn'}>
            {severity === 'critical' ? t('Critical') : t('Warning')}
          </ToneBadge>
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {said ? showDaysIn(told(said)) : title}
          </Text>
        </Group>
        <Text size="sm" c="dimmed" className="numbers">
          {[
            tn(count, 'noticed once', 'noticed {count} times'),
            t('last {ago}', { ago: showAgo(lastAt) }),
            t('since {moment}', { moment: showMoment(firstAt) }),
          ].join(' · ')}
        </Text>
        <Care alert={alert} />
        <details open={opened} className={styles.detail}>
          <summary>{t('Detail')}</summary>
          <dl>
            {Object.entries(detail).map(([name, value]) => (
              <div key={name}>
                <dt>{name.replaceAll(/([A-Z])/g, ' $1').toLowerCase()}</dt>
                <dd>
                  {name === 'jobId' ? (
                    <Link to="/jobs" search={{ job: String(value) }}>
                      {t('the failed job')}
                    </Link>
                  ) : (
                    showValue(value)
                  )}
                </dd>
              </div>
            ))}
            <div>
              <dt>{t('cause')}</dt>
              <dd>{alert.fingerprint}</dd>
            </div>
          </dl>
        </details>
      </div>
      {status !== 'cleared' && (
        <Group gap="xs">
          {status === 'open' && (
            <Button size="xs" variant="light" onClick={() => onStep('acknowledge')}>
              {t('Acknowledge')}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => onStep('clear')}>
            {t('Clear')}
          </Button>
        </Group>
      )}
    </li>
  )
}

/** Who looks after it and what they said; how it ended. */
function Care({ alert }: { alert: Alert }) {
  const people = usePeople()
  const { acknowledgedAt, acknowledgedBy, acknowledgement, clearedAt, clearedBy } = alert
  return (
    <>
      {acknowledgedAt !== null && (
        <Text size="sm">
          {t('{name} looks after it since {moment}', {
            name: people.name(acknowledgedBy) || t('Somebody'),
            moment: showMoment(acknowledgedAt),
          })}
          {acknowledgement !== null && <q className={styles.said}>{acknowledgement}</q>}
        </Text>
      )}
      {clearedAt !== null && (
        <Text size="sm">
          {clearedBy === null
            ? t('Over by itself {moment}', { moment: showMoment(clearedAt) })
            : t('Cleared by {name} {moment}', { name: people.name(clearedBy), moment: showMoment(clearedAt) })}
        </Text>
      )}
    </>
  )
}
