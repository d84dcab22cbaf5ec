// A working week: for each day the times at which people work; a day without any is off.
import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import type { WorkWeek } from '../../api-types.ts'
import { addDays, showMinutes, mondayOf, today } from '../../formats.ts'
import { LOCALE, t } from '../../words.ts'
import styles from './settings.module.css'

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
type Day = (typeof DAYS)[number]
type Interval = WorkWeek[Day][number]

const WEEKDAY = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', timeZone: 'UTC' })
const nameOfDay = (place: number): string => WEEKDAY.format(new Date(`${addDays(mondayOf(today()), place)}T00:00:00Z`))

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const minutesOf = (day: Interval[]): number =>
  day.reduce((sum, { from, to }) => sum + Math.max(0, minuteOf(to) - minuteOf(from)), 0)

/** A time field knows no 24:00: midnight, where a day ends, is written 00:00. */
const toField = (time: string): string => (time === '24:00' ? '00:00' : time)
const fromField = (time: string): string => (time === '00:00' ? '24:00' : time)

/** The week in a line, as where two of them are to be compared. */
export const showWeek = (week: WorkWeek): string =>
  DAYS.map((day, place) => {
    const times = week[day].map(({ from, to }) => `${from}–${to}`).join(', ')
    return `${nameOfDay(place)} ${times || t('off')}`
  }).join('; ')

interface WorkWeekEditorProps {
  week: WorkWeek
  error?: string | undefined
  onChange: (week: WorkWeek) => void
}

export function WorkWeekEditor({ week, error, onChange }: WorkWeekEditorProps) {
  const total = DAYS.reduce((sum, day) => sum + minutesOf(week[day]), 0)
  return (
    <>
      <ul className={styles.days}>
        {DAYS.map((day, place) => (
          <DayTimes
            key={day}
            name={nameOfDay(place)}
            intervals={week[day]}
            onChange={(intervals) => onChange({ ...week, [day]: intervals })}
          />
        ))}
      </ul>
      <Group justify="space-between" mt="xs">
        <Text size="sm" c="dimmed" className="numbers">
          {t('{hours} a week', { hours: showMinutes(total) })}
        </Text>
        <Button size="compact-sm" variant="subtle" onClick={() => onChange(asMonday(week))}>
          {t('Tuesday to Friday as Monday')}
        </Button>
      </Group>
      {error && (
        <Text size="sm" c="var(--bad)" role="alert">
          {error}
        </Text>
      )}
    </>
  )
}

const asMonday = (week: WorkWeek): WorkWeek => ({
  ...week,
  tue: week.mon,
  wed: week.mon,
  thu: week.mon,
  fri: week.mon,
})

interface DayTimesProps {
  name: string
  intervals: Interval[]
  onChange: (intervals: Interval[]) => void
}

function DayTimes({ name, intervals, onChange }: DayTimesProps) {
  const change = (place: number, part: Partial<Interval>) =>
    onChange(intervals.map((each, at) => (at === place ? { ...each, ...part } : each)))
  return (
    <li>
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <div className={styles.times}>
        {intervals.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('Off')}
          </Text>
        )}
        {intervals.map(({ from, to }, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- intervals have no names but their place
          <Group key={place} gap={6} wrap="nowrap">
            <TextInput
              type="time"
              size="xs"
              aria-label={t('{day}, from, {place}', { day: name, place: place + 1 })}
              value={from}
              onChange={(event) => change(place, { from: event.currentTarget.value })}
            />
            <span aria-hidden>–</span>
            <TextInput
              type="time"
              size="xs"
              aria-label={t('{day}, to, {place}', { day: name, place: place + 1 })}
              value={toField(to)}
              onChange={(event) => change(place, { to: fromField(event.currentTarget.value) })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('Take {day} {from} to {to} out', { day: name, from, to })}
              onClick={() => onChange(intervals.filter((_, at) => at !== place))}
            >
              <X size={15} />
            </ActionIcon>
          </Group>
        ))}
      </div>
      <Text size="xs" c="dimmed" className="numbers">
        {intervals.length > 0 && showMinutes(minutesOf(intervals))}
      </Text>
      <ActionIcon
        variant="subtle"
        aria-label={t('Add working time on {day}', { day: name })}
        disabled={intervals.length >= 12 || (intervals.at(-1)?.to ?? '') >= '23:00'}
        onClick={() => onChange([...intervals, next(intervals)])}
      >
        <Plus size={16} />
      </ActionIcon>
    </li>
  )
}

/** Behind what is there, an hour later; the first one is a morning. */
function next(intervals: Interval[]): Interval {
  const last = intervals.at(-1)
  if (!last) return { from: '09:00', to: '13:00' }
  const from = Math.min(23, Number(last.to.slice(0, 2)) + 1)
  const to = Math.min(24, from + 4)
  return { from: `${String(from).padStart(2, '0')}:00`, to: `${String(to).padStart(2, '0')}:00` }
}
