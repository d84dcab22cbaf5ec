// Work that was planned elsewhere: a file is read and rehearsed first, then all of it is made, or nothing.
import { Alert, Button, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { FileCheck2 } from 'lucide-react'
import { useState } from 'react'
import { ApiProblem, type Reply } from '../../api.ts'
import { useImportFile } from '../../import-file.ts'
import { Card } from '../../ui/card.tsx'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { ImportProgress } from '../../ui/import-progress.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { t, tn } from '../../words.ts'
import { ChooseFile, type ChosenFile } from './choose-file.tsx'
import { ImportHelp } from './import-help.tsx'
import { ImportReport } from './import-report.tsx'
import styles from './import.module.css'

export type Report = Reply<'POST /v1/admin/projects/import'>

export function ImportPage() {
  const importing = useImport()
  return (
    <>
      <PageHeader
        title={t('Import')}
        about={t(
          'Projects and tasks from a CSV file, or a plan from Microsoft Project (XML). Nothing is made before you have seen it.',
        )}
      />
      <Stack gap="md" maw={980}>
        <div>
          <Card title={t('The file')}>
            <ChooseFile onChoose={(chosen) => void importing.rehearse(chosen)} busy={importing.busy !== undefined} />
          </Card>
          <ImportState {...importing} />
        </div>
        <ImportHelp />
        <Text size="sm" c="dimmed">
          {t('People and clients have an import of their own:')} <Link to="/people">{t('people')}</Link>
          {', '}
          <Link to="/accounts">{t('clients')}</Link>
        </Text>
      </Stack>
    </>
  )
}

function ImportState({ busy, progress, error, report, isDone, commit }: ReturnType<typeof useImport>) {
  return (
    <div aria-live="polite" className={styles.state}>
      {busy !== undefined && (
        <div className="card" style={{ padding: 16 }}>
          {progress && <ImportProgress progress={progress} rehearsing={busy === 'rehearse'} />}
        </div>
      )}
      {error && <ProblemAlert error={error} />}
      {report && !isDone && busy !== 'rehearse' && (
        <Card
          title={t('What would be made')}
          about={about(report)}
          actions={<Commit report={report} busy={busy} commit={commit} />}
        >
          <ImportReport report={report} />
        </Card>
      )}
      {report && isDone && <Made report={report} />}
    </div>
  )
}

interface CommitProps {
  report: Report
  busy: 'rehearse' | 'import' | undefined
  commit: () => Promise<void>
}

function Commit({ report, busy, commit }: CommitProps) {
  if (report.created === 0 || report.failed > 0) return null
  return (
    <Button loading={busy === 'import'} onClick={() => void commit()}>
      {report.kind === 'projects'
        ? tn(report.created, 'Import {count} project', 'Import {count} projects')
        : tn(report.created, 'Import {count} task', 'Import {count} tasks')}
    </Button>
  )
}

function about({ created, existing, failed }: Report): string {
  return [
    tn(created, '{count} new', '{count} new'),
    existing > 0 && tn(existing, '{count} there already, left as it is', '{count} there already, left as they are'),
    failed > 0 && tn(failed, '{count} row with errors', '{count} rows with errors'),
  ]
    .filter(Boolean)
    .join(' · ')
}

function Made({ report }: { report: Report }) {
  const words =
    report.kind === 'projects'
      ? tn(report.created, '{count} project was made.', '{count} projects were made.')
      : tn(report.created, '{count} task was made.', '{count} tasks were made.')
  return (
    <Alert color="green" variant="light" icon={<FileCheck2 size={18} />} title={words}>
      {report.plan ? (
        <Link to="/projects/$projectId/plan" params={{ projectId: report.plan.projectId }}>
          {t('Look at the plan of {name}', { name: report.plan.name })}
        </Link>
      ) : (
        <Link to="/projects">{t('Look at the projects')}</Link>
      )}
    </Alert>
  )
}

/** A file rehearsed, then imported as it was rehearsed; another file begins anew. */
function useImport() {
  const { run, progress } = useImportFile('POST /v1/admin/projects/import')
  const [chosen, setChosen] = useState<ChosenFile>()
  const [report, setReport] = useState<Report>()
  const [error, setError] = useState<Error>()
  const [busy, setBusy] = useState<'rehearse' | 'import'>()
  const [isDone, setDone] = useState(false)
  const send = async (
    what: ChosenFile,
    how: 'rehearse' | 'import',
    query: { dryRun: 'true' } | { planHash: string },
  ) => {
    setBusy(how)
    setError(undefined)
    try {
      const { file, format, accountId } = what
      setReport(await run(file, { format, ...(accountId && { accountId }), ...query }))
      setDone(how === 'import')
    } catch (thrown) {
      // Something changed since it was rehearsed: what it leads to now is shown, with what was refused.
      if (thrown instanceof ApiProblem && thrown.code === 'plan_changed')
        await send(what, 'rehearse', { dryRun: 'true' })
      setError(thrown as Error)
    } finally {
      setBusy(undefined)
    }
  }
  const rehearse = async (what: ChosenFile) => {
    setChosen(what)
    setReport(undefined)
    setDone(false)
    await send(what, 'rehearse', { dryRun: 'true' })
  }
  const commit = async () => {
    if (chosen && report) await send(chosen, 'import', { planHash: report.planHash })
  }
  return { busy, progress, error, report, isDone, rehearse, commit }
}
