// What is behind an entry: which fields went from what to what, and the chain of what led to it, unfolded step by step.
import { ActionIcon, Table, Text } from '@mantine/core'
import { ChevronDown, ChevronRight, CornerDownRight } from 'lucide-react'
import type { ActivityEntry } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showMoment } from '../../formats.ts'
import { NamedValue } from '../../named-value.tsx'
import { nameOfField } from '../../show-value.ts'
import { Loaded } from '../../ui/states.tsx'
import { t, told } from '../../words.ts'
import styles from './activity.module.css'
import { Sentence } from './sentence.tsx'

/** Whether there is anything behind it. */
export const hasDetails = ({ changes, cause }: ActivityEntry): boolean =>
  cause !== null || Object.keys(changes).length > 0

export function DetailsButton({
  entry,
  open,
  onToggle,
}: {
  entry: ActivityEntry
  open: boolean
  onToggle: () => void
}) {
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <ActionIcon
      size={24}
      variant="subtle"
      color="gray"
      aria-expanded={open}
      aria-label={t('Details: {sentence}', { sentence: told(entry.said) })}
      onClick={onToggle}
    >
      <Icon size={15} />
    </ActionIcon>
  )
}

export function EntryDetails({ entry: { changes, cause } }: { entry: ActivityEntry }) {
  const fields = Object.entries(changes)
  return (
    <div className={styles.details}>
      {fields.length > 0 && <Changes fields={fields} />}
      {cause && <Cause id={cause.id} />}
    </div>
  )
}

function Changes({ fields }: { fields: [string, unknown][] }) {
  return (
    <div className={styles.scroller} tabIndex={0} role="group" aria-label={t('What changed')}>
      <Table fz="xs" verticalSpacing={3} withRowBorders={false} w="auto">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('Field')}</Table.Th>
            <Table.Th>{t('From // a value')}</Table.Th>
            <Table.Th>{t('To // a value')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fields.map(([field, change]) => {
            const { from, to } = (change ?? {}) as { from?: unknown; to?: unknown }
            return (
              <Table.Tr key={field}>
                <Table.Td>{nameOfField(field)}</Table.Td>
                <Table.Td className={styles.value}>
                  <NamedValue field={field} value={from} />
                </Table.Td>
                <Table.Td className={styles.value}>
                  <NamedValue field={field} value={to} />
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </div>
  )
}

/** What led to it, and what led to that. */
function Cause({ id }: { id: string }) {
  const cause = useDoor('GET /v1/admin/activity/:activityId', { params: { activityId: id } })
  return (
    <Loaded query={cause} rows={1}>
      {(entry) => (
        <div className={styles.cause}>
          <CornerDownRight size={14} aria-hidden className={styles.arrow} />
          <div>
            <Text size="xs" component="div">
              {t('because')} <Sentence entry={entry} />{' '}
              <Text span size="xs" c="dimmed" className="numbers">
                {showMoment(entry.at)}
              </Text>
            </Text>
            {entry.cause && <Cause id={entry.cause.id} />}
          </div>
        </div>
      )}
    </Loaded>
  )
}
