// A team, new or another than it was.
import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { NewTeam, Team, TeamChange } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { usePeople } from '../../lookups.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useEdit } from '../../ui/stale-edit.tsx'
import { useTouched } from '../../use-touched.ts'
import { t } from '../../words.ts'

export function TeamDialog({ team, onClose }: { team?: Team; onClose: () => void }) {
  return team ? <ChangeTeam team={team} onClose={onClose} /> : <AddTeam onClose={onClose} />
}

function AddTeam({ onClose }: { onClose: () => void }) {
  const add = useAct('POST /v1/admin/teams')
  const [body, setBody] = useState<NewTeam>({ name: '' })
  return (
    <FormDialog
      title={t('New team')}
      submit={t('Make it')}
      onSubmit={() => add.mutateAsync({ body })}
      onClose={onClose}
    >
      {(fields) => <TeamFields value={body} fields={fields} onChange={(more) => setBody({ ...body, ...more })} />}
    </FormDialog>
  )
}

function ChangeTeam({ team, onClose }: { team: Team; onClose: () => void }) {
  const put = useAct('PUT /v1/admin/teams/:teamId')
  const { value, change, isTouched, version, set } = useTouched(team)
  const edit = useEdit((body: TeamChange, at) => put.mutateAsync({ params: { teamId: team.id }, body, version: at }))
  return (
    <>
      <FormDialog
        title={t('Change {name}', { name: team.name })}
        submit={t('Save')}
        disabled={!isTouched}
        covered={edit.dialog !== undefined}
        onSubmit={() => edit.save(change, version)}
        onClose={onClose}
      >
        {(fields) => <TeamFields value={value} fields={fields} onChange={set} />}
      </FormDialog>
      {edit.dialog}
    </>
  )
}

interface TeamFieldsProps {
  value: NewTeam
  fields: Record<string, string>
  onChange: (change: { name?: string; leadId?: string | null; memberIds?: string[]; services?: string[] }) => void
}

function TeamFields({ value, fields, onChange }: TeamFieldsProps) {
  const people = usePeople()
  const services = [...new Set(people.list.flatMap((person) => person.services))].toSorted()
  return (
    <>
      <TextInput
        label={t('Name')}
        required
        maxLength={200}
        value={value.name}
        error={fields.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        data-autofocus
      />
      <Select
        label={t('Lead')}
        description={t('Sees the projects and the load of the team.')}
        searchable
        clearable
        data={people.choices}
        value={value.leadId ?? null}
        error={fields.leadId}
        onChange={(leadId) => onChange({ leadId })}
      />
      <MultiSelect
        label={t('People')}
        searchable
        data={people.choices}
        value={value.memberIds ?? []}
        error={fields.memberIds}
        onChange={(memberIds) => onChange({ memberIds })}
      />
      <TagsInput
        label={t('Services')}
        data={services}
        value={value.services ?? []}
        error={fields.services}
        onChange={(chosen) => onChange({ services: chosen })}
      />
    </>
  )
}
