// My work.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function MyWorkPage() {
  return <PageHeader title={t('My work')} />
}
