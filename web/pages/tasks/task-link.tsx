// A task's title, which opens it beside whatever page one is on.
import { Link } from '@tanstack/react-router'
import type { Task } from '../../api-types.ts'
import { useMay } from '../../me.ts'
import styles from './tasks.module.css'

export function TaskLink({ task }: { task: Pick<Task, 'id' | 'title'> }) {
  const mayOpen = useMay('task.read')
  if (!mayOpen) return <span className={styles.title}>{task.title}</span>
  return (
    <Link
      to="."
      search={((before: Record<string, string>) => ({ ...before, task: task.id })) as never}
      resetScroll={false}
      className={styles.title}
    >
      {task.title}
    </Link>
  )
}
