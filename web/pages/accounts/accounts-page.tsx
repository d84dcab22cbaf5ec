// Accounts.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function AccountsPage() {
  return <PageHeader title={t('Accounts')} />
}
