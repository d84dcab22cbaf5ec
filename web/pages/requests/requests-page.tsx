// Requests of all projects: what clients ask, worked off one after another.
import { Button } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../../me.ts'
import { QueueAbout } from '../../queue/queue-about.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'
import { LogRequest } from './log-request.tsx'
import { RequestQueue } from './request-queue.tsx'

export function RequestsPage() {
  const [logs, setLogs] = useState(false)
  const mayCreate = useMay('request.create')
  return (
    <>
      <PageHeader title={t('Requests')} about={<QueueAbout says={t('What clients ask.')} />}>
        {mayCreate && (
          <Button leftSection={<Plus size={16} />} onClick={() => setLogs(true)}>
            {t('Log a request')}
          </Button>
        )}
      </PageHeader>
      <RequestQueue />
      {logs && <LogRequest onClose={() => setLogs(false)} />}
    </>
  )
}
