// Alerts.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function AlertsPage() {
  return <PageHeader title={t('Alerts')} />
}
