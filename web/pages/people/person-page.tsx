// Person.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function PersonPage() {
  return <PageHeader title={t('Person')} />
}
