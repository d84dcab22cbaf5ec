// What a person says of a project, new or there already: the same fields in both dialogs.
import { NumberInput, Select, SimpleGrid, TagsInput, Textarea, TextInput } from '@mantine/core'
import type { NewProject } from '../../api-types.ts'
import { choicesOf, PRIORITY } from '../../labels.ts'
import { useTeams, type Named } from '../../lookups.ts'
import { useMay, useMe } from '../../me.ts'
import { AccountPick, PeoplePick, PersonPick } from '../../pick.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { t } from '../../words.ts'
import { BILLING_MODE, ENGAGEMENT, optionsOf, useProjectTypes } from './project-words.ts'

export type Draft = Partial<NewProject>
export interface FieldsProps {
  draft: Draft
  onChange: (change: Draft) => void
  /** What the server says of each field. */
  errors: Record<string, string>
  /** What ids are called that may not be among those looked up. */
  called?: { account?: string | null; manager?: string | null; people?: readonly Named[] }
  currency?: string
}

export function WhatFields({ draft, onChange, errors, called = {} }: FieldsProps) {
  const types = useProjectTypes()
  const readsAccounts = useMay('account.read')
  return (
    <>
      <TextInput
        label={t('Name')}
        required
        maxLength={200}
        value={draft.name ?? ''}
        error={errors.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        data-autofocus
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {readsAccounts && (
          <AccountPick
            label={t('Client')}
            required
            value={draft.accountId ?? null}
            called={called.account ?? null}
            error={errors.accountId}
            onChange={(accountId) => onChange({ accountId: accountId ?? undefined })}
          />
        )}
        <Select
          label={t('Type')}
          required
          withAsterisk
          searchable
          data={types}
          value={draft.type ?? null}
          error={errors.type}
          onChange={(type) => onChange({ type: type ?? undefined })}
        />
        <Select
          label={t('Engagement')}
          data={optionsOf(ENGAGEMENT())}
          value={draft.engagement ?? null}
          placeholder={t('As its template says')}
          error={errors.engagement}
          onChange={(engagement) => onChange({ engagement: engagement ?? undefined })}
        />
        <Select
          label={t('Priority')}
          data={choicesOf(PRIORITY())}
          value={draft.priority ?? 'medium'}
          allowDeselect={false}
          error={errors.priority}
          onChange={(priority) => onChange({ priority: priority ?? undefined })}
        />
        <DateField name="startOn" label={t('Start')} draft={draft} onChange={onChange} errors={errors} />
        <DateField name="dueOn" label={t('Due')} draft={draft} onChange={onChange} errors={errors} />
      </SimpleGrid>
    </>
  )
}

type DateProps = Pick<FieldsProps, 'draft' | 'onChange' | 'errors'> & { name: 'startOn' | 'dueOn'; label: string }
const DateField = ({ name, label, draft, onChange, errors }: DateProps) => (
  <TextInput
    type="date"
    label={label}
    value={draft[name] ?? ''}
    {...(name === 'dueOn' && draft.startOn && { min: draft.startOn })}
    error={errors[name]}
    onChange={(event) => onChange({ [name]: event.currentTarget.value || null })}
  />
)

export function WhoFields({ draft, onChange, errors, called = {} }: FieldsProps) {
  const teams = useTeams()
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <PersonPick
        label={t('Manager')}
        value={draft.managerId ?? null}
        called={called.manager ?? null}
        error={errors.managerId}
        onChange={(managerId) => onChange({ managerId })}
      />
      <Select
        label={t('Team')}
        clearable
        searchable
        data={teams.choices}
        value={draft.teamId ?? null}
        error={errors.teamId}
        onChange={(teamId) => onChange({ teamId })}
        clearButtonProps={{ 'aria-label': t('Clear {label}', { label: t('Team') }) }}
      />
      <div style={{ gridColumn: '1 / -1' }}>
        <PeoplePick
          label={t('People')}
          value={draft.assignedTeam ?? []}
          called={called.people ?? []}
          error={errors.assignedTeam}
          onChange={(assignedTeam) => onChange({ assignedTeam })}
        />
      </div>
    </SimpleGrid>
  )
}

export function MoneyFields({ draft, onChange, errors, currency }: FieldsProps) {
  const me = useMe()
  const unit = currency ?? me.organization.currency
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <NumberInput
          label={t('Budget in hours')}
          min={0}
          decimalScale={2}
          value={typeof draft.budgetMinutes === 'number' ? draft.budgetMinutes / 60 : ''}
          error={errors.budgetMinutes}
          onChange={(hours) => onChange({ budgetMinutes: hours === '' ? null : Math.round(Number(hours) * 60) })}
        />
        <MoneyInput
          label={t('Contract in {currency}', { currency: unit })}
          currency={unit}
          minor={draft.contractMinor}
          error={errors.contractMinor}
          onMinor={(contractMinor) => onChange({ contractMinor })}
        />
        <Select
          label={t('Billing')}
          data={optionsOf(BILLING_MODE())}
          value={draft.billingMode ?? null}
          error={errors.billingMode}
          onChange={(mode) => onChange({ billingMode: mode ?? undefined })}
        />
      </SimpleGrid>
      <TagsInput
        label={t('Tags')}
        maxTags={30}
        value={draft.tags ?? []}
        error={errors.tags}
        onChange={(tags) => onChange({ tags })}
      />
      <Textarea
        label={t('Description')}
        autosize
        minRows={2}
        maxRows={8}
        value={draft.description ?? ''}
        error={errors.description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
    </>
  )
}
