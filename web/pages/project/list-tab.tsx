// The project's tab: list.
import { t } from '../../words.ts'

export function ListTab() {
  return <h2>{t('List')}</h2>
}
