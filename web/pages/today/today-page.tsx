// Today: what needs me now.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function TodayPage() {
  return <PageHeader title={t('Today')} />
}
