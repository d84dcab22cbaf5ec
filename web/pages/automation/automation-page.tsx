// Automation.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function AutomationPage() {
  return <PageHeader title={t('Automation')} />
}
