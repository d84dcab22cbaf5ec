// The organisation and what holds for all of it.
import { useDoor } from '../../api.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { SettingsForm } from './settings-form.tsx'

export function SettingsPage() {
  const query = useDoor('GET /v1/admin/settings', {})
  return (
    <>
      <PageHeader title={t('Settings')} about={t('What holds for the whole organisation.')} />
      <Loaded query={query}>{(settings) => <SettingsForm settings={settings} />}</Loaded>
    </>
  )
}
