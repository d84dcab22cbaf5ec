// Figures one sees before one reads them: a ring for health, a bar for progress, a line for how it went.
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { showPercent } from '../formats.ts'
import { t } from '../words.ts'
import styles from './figures.module.css'

const MARKS: Record<string, string> = {
  healthy: 'var(--good-mark)',
  watch: 'var(--warn-mark)',
  at_risk: 'var(--bad-mark)',
}
export const markOfBand = (band: string): string => MARKS[band] ?? 'var(--mantine-color-dimmed)'

interface RingProps {
  score: number | null
  band: string
  /** Half of the drawing it lies in. */
  centre: number
  radius: number
  width: number
}
/** A score as a part of a ring. */
export function Ring({ score, band, centre, radius, width }: RingProps) {
  const round = 2 * Math.PI * radius
  const shared = { cx: centre, cy: centre, r: radius, fill: 'none', strokeWidth: width }
  return (
    <>
      <circle {...shared} stroke="var(--line)" />
      <circle
        {...shared}
        stroke={markOfBand(band)}
        strokeDasharray={`${(round * (score ?? 0)) / 100} ${round}`}
        transform={`rotate(-90 ${centre} ${centre})`}
      />
    </>
  )
}

/** Health as a ring and its number; a dash where nothing is known. */
export function PulseRing({ score, band }: { score: number | null; band: string }) {
  return (
    <span className={`numbers ${styles.pulse}`}>
      <svg width={24} height={24} viewBox="0 0 24 24" aria-hidden>
        <Ring score={score} band={band} centre={12} radius={9} width={4} />
      </svg>
      {score === null ? '–' : Math.round(score)}
    </span>
  )
}

export function ProgressBar({ percent, label }: { percent: number; label?: string }) {
  return (
    <span className={styles.progress}>
      <span
        role="progressbar"
        aria-label={label ?? t('Progress')}
        aria-valuenow={Math.round(percent)}
        aria-valuemin={0}
        aria-valuemax={100}
        className={styles.track}
      >
        <span className={styles.done} style={{ width: `${Math.min(100, percent)}%` }} />
      </span>
      <span className={`numbers ${styles.percent}`}>{showPercent(percent)}</span>
    </span>
  )
}

/** How a value went, oldest first; said in words for who does not see it. */
export function Sparkline({
  values,
  label,
  tone = 'var(--accent)',
}: {
  values: number[]
  label: string
  tone?: string
}) {
  if (values.length < 2) return null
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const span = most - least || 1
  const points = values.map(
    (value, index) => `${(index / (values.length - 1)) * 90 + 1},${25 - ((value - least) / span) * 22}`,
  )
  return (
    <svg width={92} height={28} viewBox="0 0 92 28" role="img" aria-label={label}>
      <polyline points={points.join(' ')} fill="none" stroke={tone} strokeWidth={1.8} strokeLinejoin="round" />
    </svg>
  )
}

interface FigureProps {
  name: string
  value: string
  about?: ReactNode
  bad?: boolean
}

/** One number with its name, and what is to be said of it. */
export function Figure({ name, value, about, bad = false }: FigureProps) {
  return (
    <div className="card" style={{ padding: '10px 14px', minWidth: 0 }}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fz={20} fw={650} className="numbers" {...(bad && { c: 'var(--bad)' })}>
        {value}
      </Text>
      <Text size="xs" c="dimmed" component="div" truncate>
        {about}
      </Text>
    </div>
  )
}
