// The project's tab: board.
import { t } from '../../words.ts'

export function BoardTab() {
  return <h2>{t('Board')}</h2>
}
