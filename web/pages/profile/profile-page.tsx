// My profile.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function ProfilePage() {
  return <PageHeader title={t('My profile')} />
}
