// A task's title, which opens it beside whatever page one is on.
import { Link } from '@tanstack/react-router'
import type { Task } from '../../api-types.ts'
import { useMay } from '../../me.ts'
import styles from './tasks.module.css'

/** `mine`: one's own, which opens whoever one is. */
export function TaskLink({ task }: { task: Pick<Task, 'id' | 'title'> & { mine?: boolean } }) {
  const mayOpen = useMay('task.read') || task.mine === true
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
