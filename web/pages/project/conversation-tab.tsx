// The project's tab: conversation.
import { t } from '../../words.ts'

export function ConversationTab() {
  return <h2>{t('Conversation')}</h2>
}
