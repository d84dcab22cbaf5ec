// One of some, side by side. As the library's, but without its mark that glides: that one measures the page each time it is
// drawn, which on a page with much on it is as dear as drawing it.
import { useId } from 'react'
import styles from './segments.module.css'

interface SegmentsProps<Value extends string> {
  label: string
  choices: readonly { value: Value; label: string }[]
  value: Value
  onChange: (value: Value) => void
  size?: 'xs' | 'sm'
}

export function Segments<Value extends string>({ label, choices, value, onChange, size = 'sm' }: SegmentsProps<Value>) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} className={styles.segments} data-size={size}>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.segment}>
          <input
            type="radio"
            name={name}
            className={styles.input}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </div>
  )
}
