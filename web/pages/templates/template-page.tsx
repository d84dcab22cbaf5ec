// Template.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function TemplatePage() {
  return <PageHeader title={t('Template')} />
}
