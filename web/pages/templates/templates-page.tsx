// Templates.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function TemplatesPage() {
  return <PageHeader title={t('Templates')} />
}
