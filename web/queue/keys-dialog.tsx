// What the keys of a queue do, and whether single keys do anything at all.
import { Modal, Switch } from '@mantine/core'
import { t } from '../words.ts'
import styles from './queue.module.css'
import { useKeysOn } from './use-queue-keys.ts'

/** `own` are the keys of this queue beside those that move in every one. */
export function KeysDialog({ own, onClose }: { own: [keys: string, does: string][]; onClose: () => void }) {
  const [on, setOn] = useKeysOn()
  const rows: [string, string][] = [
    [`j ${t('Down')}`, t('Next')],
    [`k ${t('Up')}`, t('The one before')],
    ['Enter', t('Into the open one')],
    ['Esc', t('Back to the list')],
    ...own,
    ['?', t('These keys')],
  ]
  return (
    <Modal opened onClose={onClose} title={t('Keys')} closeButtonProps={{ 'aria-label': t('Close') }}>
      <table className={styles.keys}>
        <tbody>
          {rows.map(([keys, does]) => (
            <tr key={keys}>
              <th scope="row">
                {keys.split(' ').map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Switch
        mt="md"
        label={t('Single keys work on this machine')}
        checked={on}
        onChange={(event) => setOn(event.currentTarget.checked)}
      />
    </Modal>
  )
}
