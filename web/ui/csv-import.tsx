// Takes things on from a CSV file: first what would become of each row, then exactly that. One row that is wrong stops all.
import { Alert, Button, FileInput, Group, Modal, Stack, Table, Text } from '@mantine/core'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import type { ImportReportPlanned } from '../api-types.ts'
import { ApiProblem, useAct } from '../api.ts'
import { say } from '../say.ts'
import { t, tn } from '../words.ts'
import { ProblemAlert } from './form-dialog.tsx'

interface CsvImportProps {
  door: 'POST /v1/admin/people/import' | 'POST /v1/admin/accounts/import'
  title: string
  /** The columns it understands, as its first line may have them. */
  columns: string
  onClose: () => void
}

export function CsvImport({ door, title, columns, onClose }: CsvImportProps) {
  const [file, setFile] = useState<File | null>(null)
  const [text, setText] = useState('')
  const rehearsal = useAct(door)
  const commit = useAct(door)
  const report = rehearsal.data
  const choose = async (chosen: File | null) => {
    setFile(chosen)
    rehearsal.reset()
    commit.reset()
    if (!chosen) return
    const body = await chosen.text()
    setText(body)
    rehearsal.mutate({ body, query: { dryRun: 'true' } })
  }
  const take = ({ planHash, ...report }: ImportReportPlanned) =>
    commit.mutate(
      { body: text, query: { planHash } },
      {
        onSuccess: () => {
          void say({ message: tn(rowsOf(report), '{count} row imported', '{count} rows imported') })
          onClose()
        },
        // Something changed since it was rehearsed: what it leads to now is shown.
        onError: (failed) =>
          failed instanceof ApiProblem &&
          failed.code === 'plan_changed' &&
          rehearsal.mutate({ body: text, query: { dryRun: 'true' } }),
      },
    )
  const error = commit.error ?? rehearsal.error
  return (
    <Modal opened onClose={onClose} title={title} size="lg" centered closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack gap="md">
        <FileInput
          label={t('CSV file')}
          description={t('Columns: {columns}', { columns })}
          placeholder={t('Choose a file')}
          leftSection={<FileUp size={16} aria-hidden />}
          accept=".csv,text/csv"
          value={file}
          onChange={(chosen) => void choose(chosen)}
        />
        {error && <ProblemAlert error={error} />}
        {report && <Report report={report} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button
            loading={rehearsal.isPending || commit.isPending}
            disabled={!report || report.failed > 0 || rowsOf(report) === 0}
            onClick={() => report && take(report)}
          >
            {report ? tn(rowsOf(report), 'Import {count} row', 'Import {count} rows') : t('Import')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

const rowsOf = ({ created, updated }: Pick<ImportReportPlanned, 'created' | 'updated'>) => created + updated
const MOST_ROWS = 50

function Report({ report: { created, updated, existing, failed, columns, rows } }: { report: ImportReportPlanned }) {
  const wrong = rows.filter(({ errors }) => errors && errors.length > 0)
  return (
    <Stack gap="sm" role="status">
      <Text size="sm">
        {[
          tn(created, '{count} row would be added', '{count} rows would be added'),
          updated > 0 && tn(updated, '{count} would be changed', '{count} would be changed'),
          tn(existing, '{count} is here already', '{count} are here already'),
          tn(failed, '{count} is wrong', '{count} are wrong'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {columns.ignored.length > 0 && (
        <Alert color="orange" variant="light">
          {t('Nothing is made of these columns: {columns}', { columns: columns.ignored.join(', ') })}
        </Alert>
      )}
      {wrong.length > 0 && (
        <div
          style={{ maxHeight: 260, overflow: 'auto' }}
          tabIndex={0}
          role="region"
          aria-label={t('Rows that are wrong')}
        >
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={70}>{t('Line')}</Table.Th>
                <Table.Th>{t('What is wrong')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {wrong.slice(0, MOST_ROWS).map(({ line, errors = [] }) => (
                <Table.Tr key={line}>
                  <Table.Td className="numbers">{line}</Table.Td>
                  <Table.Td>{errors.map(({ column, message }) => `${column} ${message}`.trim()).join('; ')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Stack>
  )
}
