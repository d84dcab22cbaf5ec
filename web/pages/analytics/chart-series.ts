// What a chart and its table are drawn from.

export interface Series {
  key: string
  name: string
  tone: 'accent' | 'good' | 'warn' | 'bad' | 'quiet'
}

export interface ChartRow {
  key: string
  /** On the axis, and at the head of its line in the table. */
  label: string
  values: Record<string, number | null>
}

export interface ChartProps {
  /** A name that no other chart of the page has. */
  id: string
  /** What it shows, for who does not see it. */
  label: string
  kind: 'bars' | 'stacked' | 'lines'
  rows: readonly ChartRow[]
  series: readonly Series[]
  show: (value: number) => string
  /** The same with less room. */
  showOnAxis: (value: number) => string
  /** How many of the values' unit are one on the axis, so that it counts in round numbers: 60 for hours of minutes. */
  scale: number
  limit?: { at: number; name: string }
  /** Opens what a bar is made of. */
  onOpen?: ((key: string, series: string) => void) | undefined
}
