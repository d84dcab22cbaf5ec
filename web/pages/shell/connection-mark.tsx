// Whether what one sees is live: said quietly while it is, plainly while it is not.
import { useConnection, type Connection } from '../../live.ts'
import { t } from '../../words.ts'
import styles from './shell.module.css'

const said = (): Record<Connection, string> => ({
  off: t('Not connected'),
  connecting: t('Connecting…'),
  live: t('Live'),
  away: t('Connection lost. Trying again…'),
  behind: t('The server is behind. Catching up…'),
})

export function ConnectionMark() {
  const connection = useConnection()
  return (
    <div className={styles.connection} data-connection={connection} role="status">
      <span className={styles.dot} aria-hidden />
      {said()[connection]}
    </div>
  )
}
