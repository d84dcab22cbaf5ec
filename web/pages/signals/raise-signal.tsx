// Asks somebody to look at a client, a project or a person, by hand.
import { Group, Select, TextInput, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { NewSignal, Signal } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { choicesOf, PRIORITY, SIGNAL_TYPE } from '../../labels.ts'
import { useMay } from '../../me.ts'
import { AccountPick, PersonPick, ProjectPick } from '../../pick.tsx'
import { say } from '../../say.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useSearchState } from '../../use-search.ts'
import { Segments } from '../../ui/segments.tsx'
import { t } from '../../words.ts'

type About = 'projectId' | 'accountId' | 'personId'

export function RaiseSignal({ onClose }: { onClose: () => void }) {
  const [title, setTitle] = useState('')
  const [note, setNote] = useState('')
  const [type, setType] = useState<Signal['type']>('other')
  const [priority, setPriority] = useState<Signal['priority']>('medium')
  const [about, setAbout] = useState<About>('projectId')
  const [id, setId] = useState<string | null>(null)
  const [, change] = useSearchState()
  const { mutateAsync } = useAct('POST /v1/admin/signals')
  const send = async () => {
    const body: NewSignal = { title, type, priority, [about]: id, ...(note.trim() && { note }) }
    const made = await mutateAsync({ body })
    void say({ message: t('The signal is in the queue.') })
    change({ signal: made.id })
  }
  return (
    <FormDialog
      title={t('Raise a signal')}
      submit={t('Raise it')}
      size="lg"
      disabled={id === null}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextInput
            label={t('What is the matter, in a line')}
            required
            maxLength={300}
            data-autofocus
            value={title}
            error={errors.title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Subject
            about={about}
            id={id}
            onChange={(to, chosen) => {
              setAbout(to)
              setId(chosen)
            }}
          />
          <Textarea
            label={t('What was seen')}
            autosize
            minRows={3}
            value={note}
            error={errors.note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group grow>
            <Select
              label={t('Kind')}
              allowDeselect={false}
              data={choicesOf(SIGNAL_TYPE())}
              value={type}
              onChange={(value) => value && setType(value)}
            />
            <Select
              label={t('Urgency')}
              allowDeselect={false}
              data={choicesOf(PRIORITY())}
              value={priority}
              onChange={(value) => value && setPriority(value)}
            />
          </Group>
        </>
      )}
    </FormDialog>
  )
}

interface SubjectProps {
  about: About
  id: string | null
  onChange: (about: About, id: string | null) => void
}

/** What it is about: of each kind, what the reader may choose from. */
function Subject({ about, id, onChange }: SubjectProps) {
  const mayAccounts = useMay('account.read')
  const mayPeople = useMay('person.read')
  const kinds: { value: About; label: string }[] = [
    { value: 'projectId', label: t('A project') },
    ...(mayAccounts ? [{ value: 'accountId' as const, label: t('A client') }] : []),
    ...(mayPeople ? [{ value: 'personId' as const, label: t('A person') }] : []),
  ]
  const Choice = { projectId: ProjectPick, accountId: AccountPick, personId: PersonPick }[about]
  const labels = { projectId: t('Project'), accountId: t('Client'), personId: t('Person') }
  return (
    <>
      <Segments label={t('What it is about')} choices={kinds} value={about} onChange={(kind) => onChange(kind, null)} />
      <Choice key={about} label={labels[about]} required value={id} onChange={(chosen) => onChange(about, chosen)} />
    </>
  )
}
