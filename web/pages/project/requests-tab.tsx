// The project's tab: requests.
import { t } from '../../words.ts'

export function RequestsTab() {
  return <h2>{t('Requests')}</h2>
}
