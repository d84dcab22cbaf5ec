// How much a booking is, in words.
import type { ShownBooking } from '../../api-types.ts'
import { showMinutes, showPercent } from '../../formats.ts'
import { t } from '../../words.ts'

type Amount = Pick<ShownBooking, 'minutesPerDay' | 'percent' | 'totalMinutes'>
export function sayAmount({ minutesPerDay, percent, totalMinutes }: Amount): string {
  if (minutesPerDay !== null) return t('{time} a day', { time: showMinutes(minutesPerDay) })
  if (percent !== null) return t('{percent} of each day', { percent: showPercent(percent) })
  return t('{time} in all', { time: showMinutes(totalMinutes ?? 0) })
}
