// Import.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function ImportPage() {
  return <PageHeader title={t('Import')} />
}
