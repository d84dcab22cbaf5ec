// No project at this address for this person; one that was deleted can be brought back by whoever may.
import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FolderX } from 'lucide-react'
import { call, useAct } from '../../api.ts'
import { useMay } from '../../me.ts'
import { say } from '../../say.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { t } from '../../words.ts'

export function ProjectGone({ projectId }: { projectId: string }) {
  const mayRestore = useMay('project.restore')
  // Whether it can come back is not listed anywhere: the preview of bringing it back tells.
  const restorable = useQuery({
    queryKey: ['restorable', projectId],
    queryFn: () =>
      call('POST /v1/admin/projects/:projectId/restore', { params: { projectId }, query: { dryRun: 'true' } }),
    enabled: mayRestore,
    retry: false,
  })
  const restore = useAct('POST /v1/admin/projects/:projectId/restore')
  const bringBack = () =>
    restore.mutate({ params: { projectId } }, { onError: ({ message }) => void say({ tone: 'bad', message }) })
  const title = restorable.data ? t('This project was deleted') : t('There is no such project')
  return (
    <>
      <PageHeader title={restorable.data?.name ?? t('Project')} />
      <EmptyState
        title={title}
        icon={<FolderX size={30} strokeWidth={1.5} />}
        action={
          <Group gap="xs" mt="sm" justify="center">
            {restorable.data && (
              <Button loading={restore.isPending} onClick={bringBack}>
                {t('Bring it back')}
              </Button>
            )}
            <Button variant="default" component={Link} to="/projects">
              {t('All projects')}
            </Button>
          </Group>
        }
      >
        {restorable.data
          ? t('Its tasks, requests and messages come back with it; bookings that no longer fit come back tentative.')
          : t('It may have been deleted, or it is none of yours.')}
      </EmptyState>
    </>
  )
}
