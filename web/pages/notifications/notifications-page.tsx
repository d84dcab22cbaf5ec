// Notifications.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function NotificationsPage() {
  return <PageHeader title={t('Notifications')} />
}
