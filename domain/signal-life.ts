// How a signal may move until it is settled: the table alone, which the page reads too. What a move does is in signal.ts.

export const SIGNAL_STATUSES = [
  'pending',
  'acknowledged',
  'snoozed',
  'completed',
  'dismissed',
  'auto_resolved',
] as const
export type SignalStatus = (typeof SIGNAL_STATUSES)[number]

/** The moves that are open from each status. A snoozed one becomes pending at its time. */
const NEXT: Record<SignalStatus, readonly SignalStatus[]> = {
  pending: ['acknowledged', 'snoozed', 'completed', 'dismissed', 'auto_resolved'],
  acknowledged: ['snoozed', 'completed', 'dismissed', 'auto_resolved'],
  snoozed: ['completed', 'dismissed', 'auto_resolved'],
  completed: [],
  dismissed: [],
  auto_resolved: [],
}
export const MOST_SNOOZED_DAYS = 90

export const isOpenSignal = (status: SignalStatus): boolean => NEXT[status].length > 0

/** What somebody may make of a signal: it resolves by itself only where its condition has cleared. */
export const nextSignalStatuses = (status: SignalStatus): SignalStatus[] =>
  NEXT[status].filter((next) => next !== 'auto_resolved')
