// Teams.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function TeamsPage() {
  return <PageHeader title={t('Teams')} />
}
