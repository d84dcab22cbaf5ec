// At the foot of a form over a whole page, while something in it is not saved yet.
import { Button, Group, Text } from '@mantine/core'
import { t } from '../words.ts'

interface SaveBarProps {
  busy: boolean
  onReset: () => void
  /** Left out where it stands in a form, whose submit saves. */
  onSave?: () => void
}

export function SaveBar({ busy, onReset, onSave }: SaveBarProps) {
  return (
    <Group
      role="region"
      aria-label={t('Changes not saved yet')}
      className="card"
      px="md"
      py="xs"
      gap="xs"
      style={{ position: 'sticky', bottom: 12, boxShadow: 'var(--mantine-shadow-md)', zIndex: 5 }}
    >
      <Text size="sm" style={{ flex: 1 }}>
        {t('Not saved yet')}
      </Text>
      <Button variant="default" onClick={onReset}>
        {t('Leave it as it was')}
      </Button>
      <Button type={onSave ? 'button' : 'submit'} loading={busy} {...(onSave && { onClick: onSave })}>
        {t('Save')}
      </Button>
    </Group>
  )
}
