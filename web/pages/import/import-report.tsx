// What a rehearsal found: errors by line and column first, then what would be made, then what of the file is not used.
import { Alert, Stack, Table, Text } from '@mantine/core'
import { sayError } from '../../api.ts'
import { showDay, showNumber } from '../../formats.ts'
import { phrase, t, tn } from '../../words.ts'
import type { Report } from './import-page.tsx'
import styles from './import.module.css'

/** So many rows are listed; the rest is counted. */
const LISTED = 200

export function ImportReport({ report }: { report: Report }) {
  const { columns, failed, plan } = report
  return (
    <Stack gap="md">
      {failed > 0 && <Errors report={report} />}
      {columns.ignored.length > 0 && (
        <Alert color="orange" variant="light">
          {t('Nothing is made of these columns: {columns}', { columns: columns.ignored.join(', ') })}
        </Alert>
      )}
      {plan && <PlanTasks plan={plan} />}
      {!plan && (failed === 0 || report.created > 0) && <NewRows report={report} />}
    </Stack>
  )
}

function Errors({ report }: { report: Report }) {
  const errors = report.rows.flatMap(({ line, errors: found = [] }) => found.map((error) => ({ line, ...error })))
  return (
    <Alert
      color="red"
      variant="light"
      title={t('Nothing is imported while a row is wrong. Mend the file, and choose it again.')}
    >
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('Errors of the file')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('Line')}</Table.Th>
              <Table.Th>{t('Column')}</Table.Th>
              <Table.Th>{t('What is wrong')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {errors.slice(0, LISTED).map(({ line, column, rule, ...error }) => (
              <Table.Tr key={`${line} ${column} ${rule}`}>
                <Table.Td className="numbers">{showNumber(line)}</Table.Td>
                <Table.Td>{column || t('whole row')}</Table.Td>
                <Table.Td>{sayError(error)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Rest all={errors.length} />
    </Alert>
  )
}

const Rest = ({ all }: { all: number }) =>
  all > LISTED && (
    <Text size="sm" c="dimmed" mt={4}>
      {t('and {count} more', { count: showNumber(all - LISTED) })}
    </Text>
  )

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The new ones by their line, named as the rehearsal made them. */
function NewRows({ report: { rows, changes } }: { report: Report }) {
  const names = new Map(
    changes
      .filter(({ event }) => event === 'project.created' || event === 'task.created')
      .map(({ entity, changes: fields }) => [entity.id, textOf((fields.name ?? fields.title)?.to)]),
  )
  const made = rows.filter(({ action }) => action === 'create')
  if (made.length === 0) return <Text size="sm">{t('Nothing new is in the file.')}</Text>
  return (
    <div>
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('New rows')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={80}>{t('Line')}</Table.Th>
              <Table.Th>{t('New')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {made.slice(0, LISTED).map(({ line, id = '' }) => (
              <Table.Tr key={line}>
                <Table.Td className="numbers">{showNumber(line)}</Table.Td>
                <Table.Td>{names.get(id) || t('without a name')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Rest all={made.length} />
    </div>
  )
}

const days = (startOn: string | null, dueOn: string | null): string =>
  `${startOn === null ? '–' : showDay(startOn)} – ${dueOn === null ? '–' : showDay(dueOn)}`

function PlanTasks({ plan }: { plan: NonNullable<Report['plan']> }) {
  const { name, startOn, tasks, differing, skipped } = plan
  return (
    <>
      <Text size="sm">
        {t('The project {name}, from {day}.', { name, day: startOn === null ? '–' : showDay(startOn) })}{' '}
        {differing === 0
          ? t('All dates are as in the file.')
          : tn(
              differing,
              '{count} task is dated otherwise than in the file.',
              '{count} tasks are dated otherwise than in the file.',
            )}
      </Text>
      {skipped.length > 0 && (
        <Alert color="orange" variant="light" title={t('Not taken over, or kept otherwise')}>
          {skipped.slice(0, 20).map(({ row, element, reason, said }) => (
            <Text key={`${row} ${element} ${reason}`} size="sm">
              {`${row === null ? '' : t('Row {row}: ', { row })}${element} – ${phrase(said)}`}
            </Text>
          ))}
        </Alert>
      )}
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('Tasks of the plan')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={70}>{t('Row')}</Table.Th>
              <Table.Th>{t('Task')}</Table.Th>
              <Table.Th>{t('Here')}</Table.Th>
              <Table.Th>{t('In the file')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="numbers">
            {tasks.slice(0, LISTED).map((task) => (
              <Table.Tr key={task.row} data-differs={task.differs || undefined}>
                <Table.Td>{task.row}</Table.Td>
                <Table.Td>{task.title}</Table.Td>
                <Table.Td>{days(task.startOn, task.dueOn)}</Table.Td>
                <Table.Td>{task.differs ? days(task.file.startOn, task.file.dueOn) : t('the same')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <Rest all={tasks.length} />
    </>
  )
}
