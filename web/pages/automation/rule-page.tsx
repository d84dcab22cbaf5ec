// Rule.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function RulePage() {
  return <PageHeader title={t('Rule')} />
}
