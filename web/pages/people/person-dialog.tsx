// Takes somebody on, or changes what is known of them: what moves with it is shown before it is saved.
import { Group, MultiSelect, NumberInput, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { NewPerson, Person, PersonChange } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { choicesOf, ROLE } from '../../labels.ts'
import { usePeople, useTeams } from '../../lookups.ts'
import { showNamed } from '../../named-value.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useEdit } from '../../ui/stale-edit.tsx'
import { usePreview } from '../../ui/use-preview.tsx'
import { useTouched } from '../../use-touched.ts'
import { t } from '../../words.ts'
import { rolesOf } from './person-columns.tsx'

export function PersonDialog({ person, onClose }: { person?: Person; onClose: () => void }) {
  return person ? <ChangePerson person={person} onClose={onClose} /> : <AddPerson onClose={onClose} />
}

function AddPerson({ onClose }: { onClose: () => void }) {
  const add = useAct('POST /v1/admin/people')
  const [body, setBody] = useState<NewPerson>({ name: '', email: '', roles: [] })
  return (
    <FormDialog
      title={t('New person')}
      submit={t('Add')}
      size="lg"
      onSubmit={() => add.mutateAsync({ body })}
      onClose={onClose}
    >
      {(fields) => <PersonFields value={body} fields={fields} onChange={(more) => setBody({ ...body, ...more })} />}
    </FormDialog>
  )
}

function ChangePerson({ person, onClose }: { person: Person; onClose: () => void }) {
  const put = useAct('PUT /v1/admin/people/:personId')
  const { value, change, isTouched, version, set } = useTouched(person)
  const preview = usePreview(t('What changes with this person'), t('Save'))
  const edit = useEdit(
    (body: PersonChange, at) =>
      preview.save((query) => put.mutateAsync({ params: { personId: person.id }, body, version: at, query })),
    (field, value) => (field === 'roles' ? rolesOf({ roles: value as Person['roles'] }) : showNamed(field, value)),
  )
  return (
    <>
      <FormDialog
        title={t('Change {name}', { name: person.name })}
        submit={t('Save')}
        size="lg"
        disabled={!isTouched}
        covered={preview.dialog !== undefined || edit.dialog !== undefined}
        onSubmit={() => edit.save(change, version)}
        onClose={onClose}
      >
        {(fields) => <PersonFields value={value} fields={fields} onChange={set} />}
      </FormDialog>
      {preview.dialog}
      {edit.dialog}
    </>
  )
}

type Shown = Pick<NewPerson, 'name' | 'email' | 'roles' | 'teamIds' | 'skills' | 'services' | 'availabilityFactor'>
interface PersonFieldsProps {
  value: Shown
  fields: Record<string, string>
  onChange: (change: Partial<{ [Name in keyof Shown]-?: NonNullable<Shown[Name]> }>) => void
}

function PersonFields({ value, fields, onChange }: PersonFieldsProps) {
  const teams = useTeams()
  const people = usePeople().list
  return (
    <>
      <Group grow align="flex-start">
        <TextInput
          label={t('Name')}
          required
          maxLength={200}
          value={value.name}
          error={fields.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          data-autofocus
        />
        <TextInput
          type="email"
          label={t('Email')}
          required
          value={value.email}
          error={fields.email}
          onChange={(event) => onChange({ email: event.currentTarget.value })}
        />
      </Group>
      <Group grow align="flex-start">
        <MultiSelect
          label={t('Roles')}
          placeholder={value.roles.length === 0 ? t('Member') : undefined}
          data={choicesOf(ROLE())}
          value={value.roles}
          error={fields.roles}
          onChange={(roles) => onChange({ roles })}
        />
        <MultiSelect
          label={t('Teams')}
          searchable
          data={teams.choices}
          value={value.teamIds ?? []}
          error={fields.teamIds}
          onChange={(teamIds) => onChange({ teamIds })}
        />
      </Group>
      <TagsInput
        label={t('Skills')}
        data={known(people.flatMap(({ skills }) => skills))}
        value={value.skills ?? []}
        error={fields.skills}
        onChange={(skills) => onChange({ skills })}
      />
      <TagsInput
        label={t('Services')}
        description={t('The types of projects they deliver.')}
        data={known(people.flatMap(({ services }) => services))}
        value={value.services ?? []}
        error={fields.services}
        onChange={(services) => onChange({ services })}
      />
      <NumberInput
        label={t('Availability')}
        description={t('How much of their week projects may book.')}
        suffix="%"
        min={0}
        max={100}
        value={Math.round((value.availabilityFactor ?? 1) * 1000) / 10}
        error={fields.availabilityFactor}
        onChange={(percent) => onChange({ availabilityFactor: Math.round(Number(percent) * 10) / 1000 })}
      />
    </>
  )
}

const known = (words: string[]): string[] => [...new Set(words)].toSorted()
