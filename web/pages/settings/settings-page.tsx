// Settings.
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'

export function SettingsPage() {
  return <PageHeader title={t('Settings')} />
}
