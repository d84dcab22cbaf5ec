// Account.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function AccountPage() {
  return <PageHeader title={t('Account')} />
}
