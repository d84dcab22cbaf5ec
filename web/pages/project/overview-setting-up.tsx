// A new project sets itself up within a moment: said while it does, and once it is done.
import { Alert, Loader } from '@mantine/core'
import { Sparkles } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { LiveChange } from '../../../domain/live.ts'
import type { ListedProject } from '../../api-types.ts'
import { useChanges } from '../../live.ts'
import { t, tn } from '../../words.ts'

/** Setting up takes seconds; whatever is as old as this is not being set up. */
const NEW_MS = 60_000

export function SettingUp({ project }: { project: ListedProject }) {
  const [isDone, setDone] = useState(false)
  const [now, setNow] = useState(Date.now)
  useChanges(
    useCallback(
      (change: LiveChange) => {
        if (change.projectId === project.id && change.event === 'project.set_up') setDone(true)
      },
      [project.id],
    ),
  )
  const tasks = Object.values(project.taskCounts).reduce((sum, count) => sum + count, 0)
  const left = Date.parse(project.createdAt) + NEW_MS - now
  const isNew = left > 0 && project.status !== 'draft'
  useEffect(() => {
    if (!isNew) return
    const timer = setTimeout(() => setNow(Date.now()), left)
    return () => clearTimeout(timer)
  }, [isNew, left])
  if (isDone || (isNew && tasks > 0))
    return (
      <Alert color="green" variant="light" mb="md" icon={<Sparkles size={18} />} role="status">
        {tn(
          tasks,
          'It is set up: {count} task with its dates, people and bookings.',
          'It is set up: {count} tasks with their dates, people and bookings.',
        )}
      </Alert>
    )
  if (!isNew) return null
  return (
    <Alert variant="light" mb="md" icon={<Loader size={18} />} role="status">
      {t('It sets itself up: tasks, dates, team and bookings appear here as they are made.')}
    </Alert>
  )
}
