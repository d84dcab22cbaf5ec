// A project's health: its score as the sum of what it is made of, each with its reason, and what would lift it most.
import { Button, Group, Stack, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { ListedProject, MetricReading, ProjectPulse } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showAgo, showDaysIn, showNumber, showPercent } from '../../formats.ts'
import { BAND } from '../../labels.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { markOfBand, Ring } from '../../ui/figures.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t, told } from '../../words.ts'
import { Lifts } from './overview-lifts.tsx'
import { nameOfMetric } from './project-words.ts'
import { useMayOn } from './use-project.ts'
import styles from './overview.module.css'

const RecordMetrics = lazy(() => import('./record-metrics.tsx').then((m) => ({ default: m.RecordMetrics })))

export function PulseCards({ project }: { project: ListedProject }) {
  const pulse = useDoor('GET /v1/admin/projects/:projectId/pulse', {
    params: { projectId: project.id },
    query: { metrics: 'score' },
  })
  const mayRecord = useMayOn('pulse.update', project)
  const [recording, setRecording] = useState(false)
  return (
    <>
      <Card
        title={t('Health')}
        about={t('What the score is made of; each line says why.')}
        actions={
          mayRecord && (
            <Button size="xs" variant="default" onClick={() => setRecording(true)}>
              {t('Record a value')}
            </Button>
          )
        }
      >
        <Loaded query={pulse} rows={8}>
          {(found) => <Pulse pulse={found} />}
        </Loaded>
      </Card>
      {mayRecord && pulse.data && pulse.data.lifts.length > 0 && (
        <Lifts projectId={project.id} score={pulse.data.score} lifts={pulse.data.lifts} />
      )}
      {recording && (
        <Suspense>
          <RecordMetrics projectId={project.id} onClose={() => setRecording(false)} />
        </Suspense>
      )}
    </>
  )
}

function Pulse({ pulse }: { pulse: ProjectPulse }) {
  const { score, band, cap, computedAt, metrics } = pulse
  return (
    <div className={styles.pulse}>
      <Stack gap={4} align="center" className={styles.score}>
        <BigRing score={score} band={band} />
        <ToneBadge tone={BAND()[band].tone}>{BAND()[band].text}</ToneBadge>
        {computedAt && (
          <Text size="xs" c="dimmed">
            {showAgo(computedAt)}
          </Text>
        )}
      </Stack>
      <ul className={styles.metrics}>
        {metrics.map((reading) => (
          <Reading key={reading.metric} reading={reading} />
        ))}
        {cap && (
          <li className={styles.metric}>
            <span className={styles.name}>{t('Cap')}</span>
            <span className={styles.reason}>
              {t('{metric} is so low that the whole can not be more than 49.', { metric: nameOfMetric(cap.metric) })}
            </span>
            <Points points={cap.contribution} />
          </li>
        )}
      </ul>
    </div>
  )
}

const bandOfValue = (value: number): string => (value >= 75 ? 'healthy' : value >= 50 ? 'watch' : 'at_risk')

function Reading({ reading: { metric, value, weight, contribution, said } }: { reading: MetricReading }) {
  return (
    <li className={styles.metric}>
      <span className={styles.name}>
        {nameOfMetric(metric)}
        <Text span size="xs" c="dimmed" ml={6}>
          {weight === 0 ? t('not counted') : showPercent(weight * 100)}
        </Text>
      </span>
      <span className={styles.value}>
        <span className={styles.bar} aria-hidden>
          {value !== null && <span style={{ width: `${value}%`, background: markOfBand(bandOfValue(value)) }} />}
        </span>
        <span className="numbers">{value === null ? '–' : showNumber(value)}</span>
      </span>
      <span className={styles.reason}>{showDaysIn(told(said))}</span>
      {weight > 0 && value !== null ? <Points points={contribution} /> : <span />}
    </li>
  )
}

function Points({ points }: { points: number }) {
  const text = points < 0 ? t('−{points}', { points: showNumber(-points) }) : `+${showNumber(points)}`
  return (
    <Group gap={4} justify="flex-end" className={`numbers ${styles.points}`} c={points < 0 ? 'var(--bad)' : undefined}>
      {text}
    </Group>
  )
}

function BigRing({ score, band }: { score: number | null; band: string }) {
  return (
    <svg
      width={112}
      height={112}
      viewBox="0 0 112 112"
      role="img"
      aria-label={score === null ? t('No score yet') : t('Health {score} of 100', { score })}
    >
      <Ring score={score} band={band} centre={56} radius={44} width={11} />
      <text x={56} y={66} textAnchor="middle" fontSize={30} fontWeight={650} fill="var(--text)" className="numbers">
        {score ?? '–'}
      </text>
    </svg>
  )
}
