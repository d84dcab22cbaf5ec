// Writes down what a client asked for by phone or otherwise; its clocks start with it.
import { Group, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { NewRequest } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { choicesOf, PRIORITY, REQUEST_SOURCE, REQUEST_TYPE } from '../../labels.ts'
import { ProjectPick } from '../../pick.tsx'
import { say } from '../../say.ts'
import { useSearchState } from '../../use-search.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'

type Fields = Pick<NewRequest, 'type' | 'source'> & {
  title: string
  body: string
  priority: NonNullable<NewRequest['priority']>
  name: string
  email: string
}

export function LogRequest({ projectId, onClose }: { projectId?: string | undefined; onClose: () => void }) {
  const [chosen, setChosen] = useState<string | null>(projectId ?? null)
  const [fields, setFields] = useState<Fields>({
    title: '',
    body: '',
    type: 'change',
    source: 'phone',
    priority: 'medium',
    name: '',
    email: '',
  })
  const [, change] = useSearchState()
  const create = useAct('POST /v1/admin/projects/:projectId/requests')
  const set = (some: Partial<Fields>) => setFields({ ...fields, ...some })
  const send = async () => {
    const { name, email, ...rest } = fields
    const requester = { name, ...(email && { email }) }
    const made = await create.mutateAsync({ params: { projectId: chosen ?? '' }, body: { ...rest, requester } })
    void say({ message: t('The request is in the queue.') })
    change({ request: made.id })
  }
  return (
    <FormDialog
      title={t('Log a request')}
      submit={t('Log it')}
      size="lg"
      disabled={chosen === null}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          {projectId === undefined && <ProjectPick label={t('Project')} required value={chosen} onChange={setChosen} />}
          <TextInput
            label={t('What is asked, in a line')}
            required
            maxLength={300}
            data-autofocus
            value={fields.title}
            error={errors.title}
            onChange={(event) => set({ title: event.currentTarget.value })}
          />
          <Textarea
            label={t('In their words')}
            autosize
            minRows={3}
            maxRows={12}
            value={fields.body}
            error={errors.body}
            onChange={(event) => set({ body: event.currentTarget.value })}
          />
          <Group grow>
            <TextInput
              label={t('Who asks')}
              required
              value={fields.name}
              error={errors['requester/name']}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            <TextInput
              label={t('Their email')}
              type="email"
              value={fields.email}
              error={errors['requester/email']}
              onChange={(event) => set({ email: event.currentTarget.value })}
            />
          </Group>
          <Kind fields={fields} onChange={set} />
        </>
      )}
    </FormDialog>
  )
}

function Kind({ fields, onChange }: { fields: Fields; onChange: (some: Partial<Fields>) => void }) {
  return (
    <Group grow>
      <Choice
        label={t('Type')}
        data={choicesOf(REQUEST_TYPE())}
        value={fields.type}
        onChange={(type) => onChange({ type })}
      />
      <Choice
        label={t('Priority')}
        data={choicesOf(PRIORITY())}
        value={fields.priority}
        onChange={(priority) => onChange({ priority })}
      />
      <Choice
        label={t('How it came')}
        data={choicesOf(REQUEST_SOURCE())}
        value={fields.source}
        onChange={(source) => onChange({ source })}
      />
    </Group>
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  data: { value: Value; label: string }[]
  value: Value
  onChange: (value: Value) => void
}

function Choice<Value extends string>({ label, data, value, onChange }: ChoiceProps<Value>) {
  return (
    <Select
      label={label}
      data={data}
      value={value}
      allowDeselect={false}
      onChange={(chosen) => chosen && onChange(chosen)}
    />
  )
}
