// Audit log.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function AuditPage() {
  return <PageHeader title={t('Audit log')} />
}
