// The project's tab: its requests, and the links by which its client asks.
import { Button, Group, Title } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { Link2, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { LogRequest } from '../requests/log-request.tsx'
import { RequestQueue } from '../requests/request-queue.tsx'
import { useMayIn } from './use-project.ts'

const ClientLinks = lazy(() => import('../requests/client-links.tsx').then((m) => ({ default: m.ClientLinks })))

export function RequestsTab() {
  const { projectId = '' } = useParams({ strict: false })
  const [logs, setLogs] = useState(false)
  const [search, change] = useSearchState()
  const may = useMayIn(projectId)
  const mayLinks = may('client_link.manage')
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {t('Requests')}
        </Title>
        <Group gap="xs">
          {mayLinks && (
            <Button
              size="xs"
              variant="default"
              leftSection={<Link2 size={14} />}
              onClick={() => change({ links: '1' })}
            >
              {t('Client links')}
            </Button>
          )}
          {may('request.create') && (
            <Button size="xs" leftSection={<Plus size={14} />} onClick={() => setLogs(true)}>
              {t('Log a request')}
            </Button>
          )}
        </Group>
      </Group>
      <RequestQueue projectId={projectId} />
      {logs && <LogRequest projectId={projectId} onClose={() => setLogs(false)} />}
      {search.links && mayLinks && (
        <Suspense>
          <ClientLinks projectId={projectId} onClose={() => change({ links: undefined })} />
        </Suspense>
      )}
    </>
  )
}
