// How a project's or a client's work went lately, in a few figures beside all else that is told of it.
import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Area } from '../../../domain/analytics-figures.ts'
import { useMay } from '../../me.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { useAnalytics, type Analytics } from './analytics-doors.ts'
import { daysOf } from './analytics-state.ts'
import styles from './analytics.module.css'
import { changeOf, nameOfFigure, showFigure } from './figure-words.ts'

const SHOWN: [Area, string[]][] = [
  ['performance', ['tasksCompleted', 'onTimeRate', 'cycleMedianMinutes', 'estimateAccuracy']],
  ['workflow', ['blockedMinutes', 'responseMedianMinutes']],
]

export function AnalyticsCard({ of }: { of: Record<string, string> }) {
  return useMay('analytics.read') ? <Shown of={of} /> : null
}

function Shown({ of: filters }: { of: Record<string, string> }) {
  const days = daysOf('90d')
  const performance = useAnalytics({ area: 'performance', days, filters })
  const workflow = useAnalytics({ area: 'workflow', days, filters })
  const told = { performance, workflow, utilisation: workflow }
  return (
    <Card
      title={t('How work went')}
      about={t('Last 90 days')}
      actions={
        <Anchor component={Link} to="/analytics" search={filters as never} size="sm">
          {t('All figures')}
        </Anchor>
      }
    >
      <dl className={styles.few}>
        {SHOWN.map(([area, figures]) => (
          <Loaded key={area} query={told[area]} rows={2}>
            {({ total }) => figures.map((figure) => <Few key={figure} area={area} figure={figure} total={total} />)}
          </Loaded>
        ))}
      </dl>
    </Card>
  )
}

function Few({ area, figure, total }: { area: Area; figure: string; total: Analytics['total'] }) {
  const [now, before] = [total.figures[figure] ?? null, total.previous[figure] ?? null]
  const told = changeOf(area, figure, now, before)
  return (
    <div>
      <dt>{nameOfFigure(area, figure)}</dt>
      <dd className="numbers">
        {showFigure(area, figure, now)}{' '}
        <span className={styles.change} data-tone={told?.tone} title={t('Against the 90 days before')}>
          {told?.text}
        </span>
      </dd>
    </div>
  )
}
