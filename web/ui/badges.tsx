// Small marks that say how something stands: never by colour alone. They come in hundreds, so they are plain elements;
// what places tooltips is heavier than the whole first screen, and `title` says the same.
import type { CSSProperties } from 'react'
import styles from './badges.module.css'

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad'

export function ToneBadge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {children}
    </span>
  )
}

export const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter(Boolean)
  return `${words[0]?.[0] ?? '?'}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase()
}
/** The same colour for the same name, everywhere. */
export const hueOf = (name: string): number =>
  Array.from(name).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7)

export function PersonMark({ name, size = 26 }: { name: string; size?: number }) {
  // Of a name that is on its way, only the place is there.
  if (name === '…')
    return (
      <span
        className={styles.person}
        style={{ '--hue': 200, width: size, height: size } as CSSProperties}
        aria-hidden
      />
    )
  const style = { '--hue': hueOf(name), width: size, height: size, fontSize: size * 0.4 } as CSSProperties
  return (
    <span
      className={styles.person}
      role="img"
      aria-label={name}
      title={name}
      style={style}
      data-initials={initialsOf(name)}
    />
  )
}

/** Some people side by side; what does not fit is counted. */
export function PeopleMarks({ names, most = 4, size = 26 }: { names: string[]; most?: number; size?: number }) {
  if (names.length === 0) return null
  const rest = names.slice(most)
  return (
    <span style={{ display: 'inline-flex', gap: 3, alignItems: 'center' }}>
      {names.slice(0, most).map((name) => (
        <PersonMark key={name} name={name} size={size} />
      ))}
      {rest.length > 0 && (
        <span
          className="numbers"
          title={rest.join(', ')}
          style={{ fontSize: 12, color: 'var(--mantine-color-dimmed)' }}
        >
          +{rest.length}
        </span>
      )}
    </span>
  )
}
