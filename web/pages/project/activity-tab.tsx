// The project's tab: activity.
import { t } from '../../words.ts'

export function ActivityTab() {
  return <h2>{t('Activity')}</h2>
}
