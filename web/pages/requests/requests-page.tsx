// Requests.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function RequestsPage() {
  return <PageHeader title={t('Requests')} />
}
