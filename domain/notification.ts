// What people are told of, kind by kind.

export const NOTICE_KINDS = [
  'task_assigned',
  'task_ready',
  'task_status_changed',
  'task_overdue',
  'task_blocked',
  'schedule_changed',
  'project_assigned',
  'project_status_changed',
  'project_set_up',
  'request_received',
  'request_status_changed',
  'request_overdue',
  'message_received',
  'signal_raised',
  'alert_raised',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]
