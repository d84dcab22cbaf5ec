// The project's tab: files.
import { t } from '../../words.ts'

export function FilesTab() {
  return <h2>{t('Files')}</h2>
}
