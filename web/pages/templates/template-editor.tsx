// A template as one form: what it is for, its stages, its plan; saved together, since tasks hang together.
import { Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ApiProblem, useAct } from '../../api.ts'
import type { Template, TemplateChange, TemplateTask } from '../../api-types.ts'
import { say } from '../../say.ts'
import { Card } from '../../ui/card.tsx'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { showValue } from '../../show-value.ts'
import { SaveBar } from '../../ui/save-bar.tsx'
import { useEdit } from '../../ui/stale-edit.tsx'
import { useLeaveGuard } from '../../use-leave-guard.ts'
import { useTouched } from '../../use-touched.ts'
import { t, tn } from '../../words.ts'
import { StageList } from './stage-list.tsx'
import { TemplatePlan } from './template-plan.tsx'
import { ENGAGEMENT, useProjectTypes } from '../project/project-words.ts'
import styles from './templates.module.css'

export function TemplateEditor({ template, mayWrite }: { template: Template; mayWrite: boolean }) {
  const { value, change, isTouched, version, set, reset } = useTouched(template)
  const { error, busy, save, dialog } = useSaving(template.id)
  useLeaveGuard(isTouched)
  const fields = error instanceof ApiProblem ? error.fields : {}
  const submit = async () => {
    if (!(await save(change, version))) return
    reset()
    await say({ message: t('The template is saved.') })
  }
  return (
    <Stack gap="md">
      {mayWrite && (
        <div className={styles.head}>
          <About value={value} fields={fields} set={set} />
          <StageList value={value} set={set} />
        </div>
      )}
      <TemplatePlan
        value={value}
        onChange={(tasks) => set({ tasks })}
        mayWrite={mayWrite}
        errors={errorsByTask(fields, value.tasks)}
      />
      {error && <ProblemAlert error={error} />}
      {isTouched && <SaveBar busy={busy} onReset={reset} onSave={() => void submit()} />}
      {dialog}
    </Stack>
  )
}

/** What was refused of a task is said at its row. */
function errorsByTask(fields: Record<string, string>, tasks: TemplateTask[]): ReadonlyMap<string, string> {
  const found = Object.entries(fields).flatMap(([field, message]): [string, string][] => {
    const [, place, name] = /^tasks\/(\d+)\/([^/]+)/.exec(field) ?? []
    const task = tasks[Number(place)]
    return task ? [[task.key, `${name} ${message}`]] : []
  })
  return new Map(found)
}

function useSaving(templateId: string) {
  const put = useAct('PUT /v1/admin/templates/:templateId')
  const [error, setError] = useState<Error>()
  const edit = useEdit<TemplateChange>(
    (body, version) => put.mutateAsync({ params: { templateId }, body, version }),
    (field, value) => (field === 'tasks' ? showTasks(value as TemplateTask[]) : showValue(value)),
  )
  const save = async (change: TemplateChange, version: number): Promise<boolean> => {
    setError(undefined)
    try {
      await edit.save(change, version)
      return true
    } catch (thrown) {
      setError(thrown as Error)
      return false
    }
  }
  return { error, busy: put.isPending, save, dialog: edit.dialog }
}

const showTasks = (tasks: TemplateTask[]): string =>
  `${tn(tasks.length, '{count} task', '{count} tasks')}: ${tasks.map(({ title }) => title).join(', ')}`

interface AboutProps {
  value: Template
  fields: Record<string, string>
  set: (change: Partial<Template>) => void
}

function About({ value, fields, set }: AboutProps) {
  const types = useProjectTypes(value.type)
  return (
    <Card title={t('What it is for')}>
      <Stack gap="sm">
        <TextInput
          label={t('Name')}
          required
          maxLength={200}
          value={value.name}
          error={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label={t('Type of project')}
            allowDeselect={false}
            value={value.type}
            data={types}
            error={fields.type}
            onChange={(type) => type !== null && set({ type })}
          />
          <Select
            label={t('Engagement')}
            allowDeselect={false}
            value={value.engagement}
            data={Object.entries(ENGAGEMENT()).map(([engagement, label]) => ({ value: engagement, label }))}
            onChange={(engagement) => set({ engagement: engagement as Template['engagement'] })}
          />
        </SimpleGrid>
        <Switch
          label={t('Default for its type')}
          description={t('Taken where a new project names no template. It takes the place of the one before.')}
          checked={value.isDefault}
          onChange={(event) => set({ isDefault: event.currentTarget.checked })}
        />
      </Stack>
    </Card>
  )
}
