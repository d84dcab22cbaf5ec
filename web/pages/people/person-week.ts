// When somebody works: their own week where they have one, else the organisation's; and when they are away.
import type { Person, TimeOff, WeeklyCapacity } from '../../api-types.ts'
import { addDays, mondayOf, showMinutes, showWeekday, showWeekdayName, today } from '../../formats.ts'
import { t } from '../../words.ts'

/** The week that holds today; nothing where the organisation's does. */
export const weekNow = ({ weeklyCapacity }: Person): WeeklyCapacity | undefined =>
  weeklyCapacity.findLast(({ validFrom }) => validFrom <= today())

export const showWeek = (week: WeeklyCapacity | undefined): string =>
  week ? showMinutes(week.minutes.reduce((sum, minutes) => sum + minutes, 0)) : t('the usual week')

/** Monday to Sunday, in the reader's words. */
export const weekdays = (): string[] => {
  const monday = mondayOf(today())
  return Array.from({ length: 7 }, (_, n) => showWeekdayName(addDays(monday, n)))
}

export const daysOf = ({ startOn, endOn }: Pick<TimeOff, 'startOn' | 'endOn'>): string =>
  startOn === endOn ? showWeekday(startOn) : t('{from} – {to}', { from: showWeekday(startOn), to: showWeekday(endOn) })
