// The line of a project's health; loaded only where it is looked at.
import {
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { showDay } from '../../formats.ts'
import { t } from '../../words.ts'
import type { HistoryDay } from './overview-history.tsx'
import { nameOfMetric } from './project-words.ts'

const LINES = [
  { metric: 'score', color: 'var(--accent)', width: 2.4 },
  { metric: 'schedule', color: 'var(--good-mark)', width: 1.3 },
  { metric: 'responsiveness', color: 'var(--warn-mark)', width: 1.3 },
  { metric: 'workload', color: 'var(--mantine-color-dimmed)', width: 1.3 },
]
const AXIS = { fontSize: 12, fill: 'var(--mantine-color-dimmed)' }
/** Below this a project is at risk. */
const AT_RISK = 50

export function HistoryChart({ days }: { days: HistoryDay[] }) {
  return (
    <div role="img" aria-label={t('Health over time; the table beside it has the numbers')}>
      <ResponsiveContainer width="100%" height={250}>
        <LineChart data={days} margin={{ top: 6, right: 8, bottom: 0, left: -18 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis dataKey="on" tickFormatter={showDay} tick={AXIS} stroke="var(--line)" minTickGap={40} />
          <YAxis domain={[0, 100]} ticks={[0, 25, 50, 75, 100]} tick={AXIS} stroke="var(--line)" />
          <ReferenceLine y={AT_RISK} stroke="var(--bad-mark)" strokeDasharray="4 4" />
          <Tooltip
            labelFormatter={(on) => (typeof on === 'string' ? showDay(on) : '')}
            contentStyle={{ background: 'var(--surface)', border: '1px solid var(--line)', borderRadius: 8 }}
          />
          <Legend height={28} iconType="plainline" wrapperStyle={{ fontSize: 12 }} />
          {LINES.map(({ metric, color, width }) => (
            <Line
              key={metric}
              dataKey={metric}
              name={nameOfMetric(metric)}
              stroke={color}
              strokeWidth={width}
              dot={false}
              connectNulls
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  )
}
