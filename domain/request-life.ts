// How a request may move through its life: the table alone, which the page reads too. What a move does is in request.ts.

export const REQUEST_STATUSES = [
  'pending',
  'in_review',
  'awaiting_client',
  'accepted',
  'completed',
  'declined',
  'cancelled',
] as const
export type RequestStatus = (typeof REQUEST_STATUSES)[number]
export const RESOLUTIONS = ['accepted', 'completed', 'declined', 'awaiting_client'] as const
export type Resolution = (typeof RESOLUTIONS)[number]

/** The part of a request that a move changes. */
export interface RequestLife {
  status: RequestStatus
  closedAt: string | null
  resolutionStatus: Resolution | null
}

const NEXT: Record<RequestStatus, readonly RequestStatus[]> = {
  pending: ['in_review', 'declined', 'cancelled'],
  in_review: ['awaiting_client', 'accepted', 'completed', 'declined'],
  awaiting_client: ['in_review', 'cancelled'],
  accepted: ['completed', 'declined'],
  completed: ['in_review'],
  declined: ['in_review'],
  cancelled: [],
}
const REOPEN_WITHIN_MS = 30 * 24 * 3_600_000

export const isOpenRequest = (status: RequestStatus): boolean =>
  status !== 'completed' && status !== 'declined' && status !== 'cancelled'

/** Where it may go now. Reopening is open for 30 days. */
export function nextRequestStatuses(
  { status, closedAt }: Pick<RequestLife, 'status' | 'closedAt'>,
  now: Date,
): RequestStatus[] {
  const tooLate = closedAt !== null && now.getTime() - Date.parse(closedAt) > REOPEN_WITHIN_MS
  return tooLate ? [] : [...NEXT[status]]
}

/** Whether processing looks at it first: what nobody has taken up yet, or what the client was asked about. */
export const passesReview = (status: RequestStatus): boolean => status === 'pending' || status === 'awaiting_client'

/** What processing may come to now. A closed request is not processed; it is reopened before. */
export const nextResolutions = (status: RequestStatus): Resolution[] => {
  const next = NEXT[passesReview(status) ? 'in_review' : status]
  return isOpenRequest(status) ? RESOLUTIONS.filter((resolution) => next.includes(resolution)) : []
}
