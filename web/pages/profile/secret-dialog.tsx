// A secret that is shown this once: to be copied before it is gone.
import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core'
import { Check, Copy } from 'lucide-react'
import { t } from '../../words.ts'
import styles from './profile.module.css'

export function SecretDialog({
  title,
  says,
  secret,
  onClose,
}: {
  title: string
  says: string
  secret: string
  onClose: () => void
}) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      centered
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Stack gap="sm">
        <Text size="sm">{says}</Text>
        <code className={styles.secret}>{secret}</code>
        <Group justify="flex-end">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button
                variant={copied ? 'light' : 'default'}
                leftSection={copied ? <Check size={16} /> : <Copy size={16} />}
                onClick={copy}
                data-autofocus
              >
                {copied ? t('Copied') : t('Copy')}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{t('I have kept it')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
