// The project's tab: overview.
import { t } from '../../words.ts'

export function OverviewTab() {
  return <h2>{t('Overview')}</h2>
}
