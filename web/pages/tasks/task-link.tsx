// A task's title, which opens it beside whatever page one is on.
import type { Task } from '../../api-types.ts'
import { useMay } from '../../me.ts'
import { PlainLink } from '../../plain-link.tsx'
import styles from './tasks.module.css'

/** `mine`: one's own, which opens whoever one is. */
export function TaskLink({ task }: { task: Pick<Task, 'id' | 'title'> & { mine?: boolean } }) {
  const mayOpen = useMay('task.read') || task.mine === true
  if (!mayOpen) return <span className={styles.title}>{task.title}</span>
  return (
    <PlainLink href={`?task=${task.id}`} search={(before) => ({ ...before, task: task.id })} className={styles.title}>
      {task.title}
    </PlainLink>
  )
}
