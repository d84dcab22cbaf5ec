// ⌘K: go anywhere, find anything, do the common things, without the mouse.
import { Modal, TextInput } from '@mantine/core'
import { t } from '../../words.ts'

export function CommandPalette({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={t('Search or run a command')}>
      <TextInput aria-label={t('Search')} data-autofocus />
    </Modal>
  )
}
