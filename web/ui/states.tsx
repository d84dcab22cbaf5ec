// Nothing there, not there yet, could not be fetched: designed once for all pages.
import { Alert, Button, Skeleton, Stack, Text, Title } from '@mantine/core'
import { CloudOff, Inbox } from 'lucide-react'
import type { ReactNode } from 'react'
import { t } from '../words.ts'

export function EmptyState({
  title,
  children,
  action,
  icon,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
  icon?: ReactNode
}) {
  return (
    <Stack align="center" gap={6} py={48} px="md" ta="center">
      <Text c="dimmed" aria-hidden>
        {icon ?? <Inbox size={30} strokeWidth={1.5} />}
      </Text>
      <Title order={2} size="h4">
        {title}
      </Title>
      {children && (
        <Text c="dimmed" maw={460}>
          {children}
        </Text>
      )}
      {action}
    </Stack>
  )
}

/** As many lines as what comes will have, so that nothing jumps when it is there. */
export function LoadingRows({ rows = 6, height = 44 }: { rows?: number; height?: number }) {
  return (
    <Stack gap={8} p="md" role="status" aria-label={t('Loading…')}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height - 8} radius="sm" />
      ))}
    </Stack>
  )
}

export function ErrorState({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  return (
    <Alert
      color="red"
      variant="light"
      icon={<CloudOff size={18} />}
      title={t('This could not be loaded')}
      m="md"
      role="alert"
    >
      <Text size="sm" mb={onRetry ? 'sm' : 0}>
        {error.message || t('The server could not be reached.')}
      </Text>
      {onRetry && (
        <Button size="xs" variant="default" onClick={onRetry}>
          {t('Try again')}
        </Button>
      )}
    </Alert>
  )
}

interface Asked<T> {
  data: T | undefined
  error: Error | null
  refetch: () => unknown
}
/** What a query has come to: its data once it is there, else how it stands. */
export function Loaded<T>({
  query,
  rows,
  children,
}: {
  query: Asked<T>
  rows?: number
  children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return <LoadingRows {...(rows !== undefined && { rows })} />
}
