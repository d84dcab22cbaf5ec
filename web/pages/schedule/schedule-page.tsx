// Schedule.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function SchedulePage() {
  return <PageHeader title={t('Schedule')} />
}
