// The files of a task, under their heading.
import { Title } from '@mantine/core'
import type { Task } from '../../api-types.ts'
import { t } from '../../words.ts'
import { FilesOn } from '../files/files-on.tsx'

interface TaskFilesProps {
  task: Pick<Task, 'id' | 'projectId'>
  mayBring: boolean
  mayRun: boolean
}
export function TaskFiles({ task, mayBring, mayRun }: TaskFilesProps) {
  return (
    <section aria-label={t('Files')}>
      <Title order={3} size="h6">
        {t('Files')}
      </Title>
      <FilesOn projectId={task.projectId} on={{ taskId: task.id }} {...{ mayBring, mayRun }} />
    </section>
  )
}
