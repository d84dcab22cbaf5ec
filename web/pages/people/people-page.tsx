// People.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function PeoplePage() {
  return <PageHeader title={t('People')} />
}
