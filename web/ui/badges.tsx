// No tooltips here: what places them is heavier than the whole first screen, and `title` says the same.
// Small marks that say how something stands: never by colour alone.
import { Avatar, Badge } from '@mantine/core'

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad'
const COLORS: Record<Tone, string> = { neutral: 'gray', info: 'petrol', good: 'green', warn: 'orange', bad: 'red' }

export function ToneBadge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <Badge
      color={COLORS[tone]}
      variant="light"
      radius="sm"
      tt="none"
      fw={600}
      miw="max-content"
      style={{ flexShrink: 0 }}
    >
      {children}
    </Badge>
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
  const hue = hueOf(name)
  return (
    <Avatar
      size={size}
      radius="xl"
      role="img"
      aria-label={name}
      title={name}
      styles={{
        placeholder: {
          background: `light-dark(hsl(${hue} 45% 88%), hsl(${hue} 30% 26%))`,
          color: `light-dark(hsl(${hue} 60% 20%), hsl(${hue} 55% 88%))`,
          fontSize: size * 0.4,
          fontWeight: 650,
        },
      }}
    >
      {initialsOf(name)}
    </Avatar>
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
