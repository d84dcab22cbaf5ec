// Holidays.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function HolidaysPage() {
  return <PageHeader title={t('Holidays')} />
}
