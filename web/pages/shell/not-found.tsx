// An address that leads nowhere, or to what one may not see: the same words, as the API says the same.
import { Button, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { t } from '../../words.ts'

export function NotFound() {
  return (
    <Stack align="center" gap="xs" py={80}>
      <Title order={1} size="h2">
        {t('Not found')}
      </Title>
      <Text c="dimmed">{t('There is nothing here, or nothing that you may see.')}</Text>
      <Button component={Link} to="/" variant="light" mt="md">
        {t('Go to Today')}
      </Button>
    </Stack>
  )
}
