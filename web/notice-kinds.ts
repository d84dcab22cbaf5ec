// What each kind of notice is called, where one says how one wants to be told of it.
import type { Notification } from './api-types.ts'
import { t } from './words.ts'

export type NoticeKind = Notification['kind']

export const NOTICE_KIND = (): Record<NoticeKind, string> => ({
  task_assigned: t('A task is assigned to me'),
  task_ready: t('A task of mine can begin'),
  task_status_changed: t('A task moved'),
  task_overdue: t('A task is overdue'),
  task_blocked: t('A task is blocked'),
  schedule_changed: t('Dates of my tasks changed'),
  project_assigned: t('I am put on a project'),
  project_status_changed: t('A project moved'),
  project_set_up: t('A project was set up'),
  request_received: t('A client asks for something'),
  request_status_changed: t('A request moved'),
  request_overdue: t('A request is past its time'),
  message_received: t('A message arrived'),
  signal_raised: t('A signal was raised'),
  alert_raised: t('An alert was raised'),
  weekly_digest: t('My week, once a week'),
})
