// What was found as a file: fetched page by page while one watches, or stops it.
import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { addressOfCsv, saveAs } from '../../csv.ts'
import { showNumber, today } from '../../formats.ts'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'
import type { ListQuery } from './project-filters.ts'
import { allProjects, projectsCsv } from './projects-csv.ts'

interface ExportProjectsProps {
  query: ListQuery
  total: number
  onClose: () => void
}

export function ExportProjects({ query, total, onClose }: ExportProjectsProps) {
  const [asked] = useState(query)
  const [count, setCount] = useState(0)
  const [file, setFile] = useState<string>()
  const [error, setError] = useState<Error>()
  useEffect(() => {
    const control = new AbortController()
    allProjects(asked, setCount, control.signal)
      .then((projects) => {
        const address = addressOfCsv(projectsCsv(projects))
        setFile(address)
        save(address)
      })
      .catch((thrown: unknown) => {
        if (!control.signal.aborted) setError(thrown instanceof Error ? thrown : new Error(String(thrown)))
      })
    return () => control.abort()
  }, [asked])
  useEffect(() => () => (file ? URL.revokeObjectURL(file) : undefined), [file])
  const done = file !== undefined
  return (
    <Modal opened onClose={onClose} title={t('Export')} centered closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack gap="sm">
        {error && <ProblemAlert error={error} />}
        <Progress value={done ? 100 : (100 * count) / Math.max(1, total)} size="lg" aria-label={t('How far it is')} />
        <Text size="sm" role="status" className="numbers">
          {done
            ? t('{count} projects are in the file.', { count: showNumber(count) })
            : t('{count} of {total} read…', { count: showNumber(count), total: showNumber(total) })}
        </Text>
        <Group justify="flex-end">
          {done && (
            <Button variant="default" onClick={() => save(file)}>
              {t('Save it again')}
            </Button>
          )}
          <Button variant={done ? 'filled' : 'default'} onClick={onClose}>
            {done ? t('Close') : t('Stop')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

const save = (address: string) => saveAs(address, `projects-${today()}.csv`)
