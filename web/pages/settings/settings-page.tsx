// The organisation and what holds for all of it.
import { useDoor } from '../../api.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { useMay } from '../../me.ts'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { SettingsForm } from './settings-form.tsx'
import { StripeCard } from './stripe-card.tsx'

export function SettingsPage() {
  const may = useMay('settings.write')
  const query = useDoor('GET /v1/admin/settings', {}, { enabled: may })
  return (
    <>
      <PageHeader title={t('Settings')} about={t('What holds for the whole organisation.')} />
      {may ? (
        <>
          <Loaded query={query}>{(settings) => <SettingsForm settings={settings} />}</Loaded>
          <StripeCard />
        </>
      ) : (
        <EmptyState title={t('Not for your role')}>{t('Project Admins set what holds for all.')}</EmptyState>
      )}
    </>
  )
}
