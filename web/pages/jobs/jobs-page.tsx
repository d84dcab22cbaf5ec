// Jobs.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function JobsPage() {
  return <PageHeader title={t('Jobs')} />
}
