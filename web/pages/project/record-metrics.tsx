// Recording how a project does in a person's eyes: kept for good in the series, scored where the law says so.
import { NumberInput, Select, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { NewPulseMetrics } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'
import { METRIC, optionsOf } from './project-words.ts'

type Metric = NewPulseMetrics['metrics'][number]['metric']

export function RecordMetrics({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const [metric, setMetric] = useState<Metric>('client_satisfaction')
  const [value, setValue] = useState<number | string>('')
  const [note, setNote] = useState('')
  const record = useAct('PUT /v1/admin/projects/:projectId/pulse')
  const { score: _, ...names } = METRIC()
  const send = () =>
    record.mutateAsync({
      params: { projectId },
      body: { metrics: [{ metric, value: Number(value), ...(note.trim() && { note: note.trim() }) }] },
    })
  return (
    <FormDialog
      title={t('Record a value')}
      submit={t('Record')}
      disabled={value === ''}
      onSubmit={send}
      onClose={onClose}
    >
      {(fields) => (
        <>
          <Select
            label={t('Metric')}
            data={optionsOf(names)}
            value={metric}
            allowDeselect={false}
            onChange={(chosen) => setMetric(chosen ?? 'client_satisfaction')}
          />
          {metric !== 'client_satisfaction' && (
            <Text size="sm" c="dimmed">
              {t('This one is computed from facts: what you record is kept in its history and changes no score.')}
            </Text>
          )}
          <NumberInput
            label={t('Value from 0 to 100')}
            required
            min={0}
            max={100}
            allowDecimal={false}
            clampBehavior="strict"
            value={value}
            error={fields['metrics/0/value']}
            onChange={setValue}
            data-autofocus
          />
          <Textarea
            label={t('Note')}
            autosize
            minRows={2}
            value={note}
            error={fields['metrics/0/note']}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
