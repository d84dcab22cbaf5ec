// The key that does the same as a button, shown in it; not read out, as the button has its name.
import styles from './queue.module.css'
import { useKeysOn } from './use-queue-keys.ts'

export function KeyHint({ name }: { name: string }) {
  const [on] = useKeysOn()
  if (!on) return null
  return (
    <kbd className={styles.inButton} aria-hidden>
      {name}
    </kbd>
  )
}
