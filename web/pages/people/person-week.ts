// How much of a week somebody works: their own hours where they have some, else the organisation's.
import type { Person, WeeklyCapacity } from '../../api-types.ts'
import { addDays, mondayOf, showMinutes, showWeekdayName, today } from '../../formats.ts'
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
