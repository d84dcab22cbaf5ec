// Values over time or by group as bars or lines; loaded only where one looks at them. The same as a table is chart-card.tsx.
import {
  Bar,
  BarChart,
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
import type { ReactNode } from 'react'
import type { ChartProps, Series } from './chart-series.ts'

const COLORS: Record<Series['tone'], string> = {
  accent: 'var(--accent)',
  good: 'var(--good-mark)',
  warn: 'var(--warn-mark)',
  bad: 'var(--bad-mark)',
  quiet: 'var(--mantine-color-dimmed)',
}
const AXIS = { fontSize: 12, fill: 'var(--mantine-color-dimmed)' }
const HEIGHT = 260
const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 }
/** Lines are told apart by their dashes, bars by their hatching, for whoever does not tell colours apart. */
const DASHES = ['', '7 4', '2 3', '10 3 2 3']
const HATCHES = [undefined, 'M0 8L8 0M-2 2L2 -2M6 10L10 6', 'M4 0V8', 'M0 4H8', 'M0 0L8 8M-2 6L2 10M6 -2L10 2']

export function Chart(props: ChartProps) {
  const data = props.rows.map(({ key, label, values }) => ({ key, label, ...scaled(values, props.scale) }))
  const shared = { data, margin: MARGIN, title: props.label, accessibilityLayer: true }
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      {props.kind === 'lines' ? (
        <LineChart {...shared}>
          {frameOf(props)}
          {props.series.map((series, index) => (
            <Line
              key={series.key}
              dataKey={series.key}
              name={series.name}
              stroke={COLORS[series.tone]}
              strokeWidth={2}
              strokeDasharray={DASHES[index % DASHES.length]}
              dot={data.length < 3}
              connectNulls
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      ) : (
        <BarChart {...shared} barCategoryGap="18%">
          <Hatches series={props.series} id={props.id} />
          {frameOf(props)}
          {props.series.map((series, index) => (
            <Bar
              key={series.key}
              dataKey={series.key}
              name={series.name}
              fill={index === 0 ? COLORS[series.tone] : `url(#${props.id}-${series.key})`}
              stroke={COLORS[series.tone]}
              maxBarSize={46}
              isAnimationActive={false}
              {...(props.kind === 'stacked' && { stackId: 'all' })}
              {...(props.onOpen && {
                cursor: 'pointer',
                onClick: ({ payload }: { payload?: { key?: string } }) =>
                  payload?.key !== undefined && props.onOpen?.(payload.key, series.key),
              })}
            />
          ))}
        </BarChart>
      )}
    </ResponsiveContainer>
  )
}

const scaled = (values: Record<string, number | null>, scale: number) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value === null ? null : value / scale]))

/** Called, not drawn as a component: the chart looks for its parts among its own children. */
function frameOf({ series, show, showOnAxis, scale, limit }: ChartProps): ReactNode {
  return (
    <>
      <CartesianGrid stroke="var(--line)" vertical={false} />
      <XAxis dataKey="label" tick={AXIS} stroke="var(--line)" minTickGap={16} tickLine={false} />
      <YAxis
        tick={AXIS}
        stroke="var(--line)"
        tickFormatter={(value: number) => showOnAxis(value * scale)}
        width="auto"
        tickLine={false}
        axisLine={false}
      />
      {limit && (
        <ReferenceLine y={limit.at / scale} stroke="var(--bad-mark)" strokeDasharray="4 4" label={limit.name} />
      )}
      <Tooltip
        formatter={(value) => (typeof value === 'number' ? show(value * scale) : '–')}
        cursor={{ fill: 'var(--surface-sunken)', stroke: 'var(--line)' }}
        contentStyle={{ background: 'var(--surface)', border: '1px solid var(--line)', borderRadius: 8, fontSize: 13 }}
        labelStyle={{ fontWeight: 600 }}
        itemStyle={{ color: 'var(--text)' }}
      />
      {series.length > 1 && (
        <Legend height={30} wrapperStyle={{ fontSize: 12 }} formatter={legendText} itemSorter={null} />
      )}
    </>
  )
}
const legendText = (name: string) => <span style={{ color: 'var(--text)' }}>{name}</span>

function Hatches({ series, id }: { series: readonly Series[]; id: string }) {
  return (
    <defs>
      {series.slice(1).map(({ key, tone }, index) => (
        <pattern key={key} id={`${id}-${key}`} width={8} height={8} patternUnits="userSpaceOnUse">
          <rect width={8} height={8} fill={COLORS[tone]} fillOpacity={0.28} />
          <path d={HATCHES[(index + 1) % HATCHES.length]} stroke={COLORS[tone]} strokeWidth={2} />
        </pattern>
      ))}
    </defs>
  )
}
