// A week day by day: how much of each day is filled, chosen from where one likes; and the way to the weeks around it.
import { ActionIcon, Button, Group, Text } from '@mantine/core'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { addDays, mondayOf, showDay, showMinutes, showWeekday, today } from '../../formats.ts'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import styles from './my-work.module.css'

export interface WeekDay {
  on: string
  minutes: number
  capacityMinutes: number
  /** A holiday or time off. */
  off?: string | undefined
}

const IS_DAY = /^\d{4}-\d\d-\d\d$/
/** The Monday of the week that the address names, else of this one. */
export function useWeek(): [string, (monday: string) => void] {
  const [{ week = '' }, change] = useSearchState()
  const monday = mondayOf(IS_DAY.test(week) ? week : today())
  return [monday, (next) => change({ week: next === mondayOf(today()) ? undefined : next, day: undefined })]
}

export function WeekHead({ says, weeks = 1 }: { says: string; weeks?: number }) {
  const [monday, show] = useWeek()
  return (
    <Group justify="space-between" mb="sm" gap="xs">
      <Group gap={6}>
        <ActionIcon variant="default" size="md" aria-label={t('Week before')} onClick={() => show(addDays(monday, -7))}>
          <ChevronLeft size={16} />
        </ActionIcon>
        <Button variant="default" size="compact-sm" onClick={() => show(mondayOf(today()))}>
          {t('This week')}
        </Button>
        <ActionIcon variant="default" size="md" aria-label={t('Week after')} onClick={() => show(addDays(monday, 7))}>
          <ChevronRight size={16} />
        </ActionIcon>
        <Text fw={600} className="numbers">
          {`${showDay(monday)} – ${showDay(addDays(monday, weeks * 7 - 1))}`}
        </Text>
      </Group>
      <Text className="numbers" fw={600} role="status">
        {says}
      </Text>
    </Group>
  )
}

interface WeekDaysProps {
  days: WeekDay[]
  chosen?: string
  onChoose?: (on: string) => void
}

export function WeekDays({ days, chosen, onChoose }: WeekDaysProps) {
  return (
    <div className={styles.week}>
      {days.map((day) => {
        const { on, minutes, capacityMinutes, off } = day
        const marks = {
          'data-today': on === today() || undefined,
          'data-chosen': on === chosen || undefined,
          'data-off': (capacityMinutes === 0 && minutes === 0) || undefined,
        }
        return onChoose ? (
          <button
            key={on}
            type="button"
            className={styles.day}
            aria-pressed={on === chosen}
            onClick={() => onChoose(on)}
            {...marks}
            style={{ font: 'inherit', color: 'inherit', cursor: 'pointer' }}
          >
            <DayFill day={day} />
          </button>
        ) : (
          <div key={on} className={styles.day} {...marks} title={off}>
            <DayFill day={day} />
          </div>
        )
      })}
    </div>
  )
}

function DayFill({ day: { on, minutes, capacityMinutes, off } }: { day: WeekDay }) {
  const isOver = capacityMinutes > 0 ? minutes > capacityMinutes : minutes > 0 && off !== undefined
  const share = capacityMinutes > 0 ? Math.min(100, (minutes / capacityMinutes) * 100) : minutes > 0 ? 100 : 0
  return (
    <>
      <span className={styles.dayName}>{showWeekday(on)}</span>
      <span className={styles.dayValue} data-over={isOver || undefined}>
        {minutes === 0 ? '–' : showMinutes(minutes)}
      </span>
      <span className={styles.dayName}>
        {off ?? (capacityMinutes === 0 ? t('No working day') : t('of {time}', { time: showMinutes(capacityMinutes) }))}
      </span>
      <span className={styles.bar} aria-hidden>
        <span className={styles.fill} data-over={isOver || undefined} style={{ width: `${share}%` }} />
      </span>
    </>
  )
}
