// How far a task of mine is: set by dragging or with the arrow keys, sent when let go.
import { Slider } from '@mantine/core'
import { useEffect, useState } from 'react'
import { isOpenTask } from '../../../domain/task-life.ts'
import type { MyTask } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { showPercent } from '../../formats.ts'
import { say } from '../../say.ts'
import { ProgressBar } from '../../ui/figures.tsx'
import { t } from '../../words.ts'

export function MyProgress({ task }: { task: Pick<MyTask, 'id' | 'title' | 'status' | 'progress'> }) {
  const [value, setValue] = useState(task.progress)
  useEffect(() => setValue(task.progress), [task.progress])
  const { mutateAsync: change } = useAct('PUT /v1/admin/me/tasks/:taskId/status')
  const label = t('Progress of {title}', { title: task.title })
  if (!isOpenTask(task.status)) return <ProgressBar percent={task.progress} label={label} />
  const send = async (progress: number) => {
    if (progress === task.progress) return
    try {
      await change({ params: { taskId: task.id }, body: { progress } })
    } catch (error) {
      setValue(task.progress)
      void say({ tone: 'bad', title: task.title, message: error instanceof Error ? error.message : String(error) })
    }
  }
  return (
    <Slider
      size="sm"
      step={5}
      value={value}
      onChange={setValue}
      onChangeEnd={(progress) => void send(progress)}
      label={showPercent}
      thumbLabel={label}
      thumbSize={16}
    />
  )
}
