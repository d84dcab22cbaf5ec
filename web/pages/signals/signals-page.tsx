// Signals.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function SignalsPage() {
  return <PageHeader title={t('Signals')} />
}
