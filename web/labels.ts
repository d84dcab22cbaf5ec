// The words for what things are and how they stand, with the tone they are shown in. A value the law adds must be named here.
import type { Project, Request, Signal, Task } from './api-types.ts'
import type { Role } from '../domain/permissions.ts'
import type { Tone } from './ui/badges.tsx'
import { t } from './words.ts'

export type Label = { text: string; tone: Tone }
const label = (text: string, tone: Tone = 'neutral'): Label => ({ text, tone })

export const PROJECT_STATUS = (): Record<Project['status'], Label> => ({
  draft: label(t('Draft')),
  onboarding: label(t('Onboarding'), 'info'),
  active: label(t('Active'), 'good'),
  on_hold: label(t('On hold'), 'warn'),
  completed: label(t('Completed')),
  cancelled: label(t('Cancelled')),
})
export const TASK_STATUS = (): Record<Task['status'], Label> => ({
  pending: label(t('To do')),
  in_progress: label(t('In progress'), 'info'),
  in_review: label(t('In review'), 'info'),
  blocked: label(t('Blocked'), 'bad'),
  completed: label(t('Completed'), 'good'),
  cancelled: label(t('Cancelled')),
})
export const PRIORITY = (): Record<Task['priority'], Label> => ({
  low: label(t('Low')),
  medium: label(t('Medium')),
  high: label(t('High'), 'warn'),
  urgent: label(t('Urgent'), 'bad'),
})
export const BAND = (): Record<Project['health']['band'], Label> => ({
  healthy: label(t('Healthy'), 'good'),
  watch: label(t('Watch'), 'warn'),
  at_risk: label(t('At risk'), 'bad'),
  unknown: label(t('Unknown')),
})
export const ROLE = (): Record<Role, Label> => ({
  project_admin: label(t('Project Admin')),
  project_manager: label(t('Project Manager')),
  team_lead: label(t('Team Lead')),
  account_manager: label(t('Account Manager')),
})
export const REQUEST_STATUS = (): Record<Request['status'], Label> => ({
  pending: label(t('New'), 'info'),
  in_review: label(t('In review'), 'info'),
  awaiting_client: label(t('Waiting for client'), 'warn'),
  accepted: label(t('Accepted'), 'good'),
  completed: label(t('Completed')),
  declined: label(t('Declined')),
  cancelled: label(t('Cancelled')),
})
export const SIGNAL_STATUS = (): Record<Signal['status'], Label> => ({
  pending: label(t('New'), 'bad'),
  acknowledged: label(t('Acknowledged'), 'info'),
  snoozed: label(t('Snoozed')),
  completed: label(t('Completed')),
  dismissed: label(t('Dismissed')),
  auto_resolved: label(t('Settled by itself'), 'good'),
})
export const REQUEST_TYPE = (): Record<Request['type'], Label> => ({
  change: label(t('Change // what a client asks for')),
  content: label(t('Content')),
  access: label(t('Access')),
  question: label(t('Question')),
  issue: label(t('Issue')),
  billing: label(t('Billing')),
  cancellation: label(t('Cancellation'), 'warn'),
  new_service: label(t('New service')),
})
export const REQUEST_SOURCE = (): Record<Request['source'], Label> => ({
  portal: label(t('Client page')),
  email: label(t('Email')),
  phone: label(t('Phone')),
  api: label(t('API')),
  internal: label(t('Ourselves')),
})
export const SIGNAL_TYPE = (): Record<Signal['type'], Label> => ({
  churn_risk: label(t('Risk of losing the client')),
  inactive_request: label(t('Quiet request')),
  quarterly_check_in: label(t('Quarterly check-in')),
  client_silent: label(t('Silent client')),
  onboarding_stalled: label(t('Stalled onboarding')),
  capacity_overload: label(t('Over capacity')),
  schedule_slip: label(t('Late plan')),
  payment_past_due: label(t('Payment past due')),
  budget_burn: label(t('Budget')),
  task_overdue: label(t('Overdue task')),
  task_blocked: label(t('Blocked task')),
  request_overdue: label(t('Overdue request')),
  other: label(t('Other')),
})
/** A list to choose from, in the order of the labels. */
export const choicesOf = <Value extends string>(labels: Record<Value, Label>): { value: Value; label: string }[] =>
  (Object.entries(labels) as [Value, Label][]).map(([value, { text }]) => ({ value, label: text }))
