// A subscription of a client, new or another than it was, by hand or as its provider says.
import { Group, NumberInput, Select, SimpleGrid, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { NewSubscription, Subscription } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { showMoney } from '../../formats.ts'
import { useMay, useMe } from '../../me.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { showNamed } from '../../named-value.tsx'
import { useEdit } from '../../ui/stale-edit.tsx'
import { useTouched } from '../../use-touched.ts'
import { t } from '../../words.ts'
import { optionsOf, useProjectTypes } from '../project/project-words.ts'
import { Discounts } from './subscription-discounts.tsx'
import { PeriodFields } from './subscription-period.tsx'
import { INTERVAL, isMirrored } from './subscription-words.ts'

type Draft = Partial<Omit<Subscription, 'id' | 'version' | 'createdAt' | 'updatedAt'>> & { accountId: string }

export function AddSubscription({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const add = useAct('POST /v1/admin/subscriptions')
  const { currency } = useMe().organization
  const [draft, setDraft] = useState<Draft>({ accountId, currency, status: 'active', interval: 'month' })
  return (
    <FormDialog
      title={t('New subscription')}
      submit={t('Add')}
      size="lg"
      // The form is not sent before what a subscription needs is in it.
      onSubmit={() => add.mutateAsync({ body: draft as NewSubscription })}
      onClose={onClose}
    >
      {(errors) => (
        <SubscriptionFields value={draft} errors={errors} onChange={(more) => setDraft({ ...draft, ...more })} />
      )}
    </FormDialog>
  )
}

export function ChangeSubscription({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const put = useAct('PUT /v1/admin/subscriptions/:subscriptionId')
  const { value, change, isTouched, version, set } = useTouched(subscription)
  const edit = useEdit(
    (body: typeof change, at) => put.mutateAsync({ params: { subscriptionId: subscription.id }, body, version: at }),
    (field, shown) =>
      field === 'amountMinor' ? showMoney(shown as number, subscription.currency) : showNamed(field, shown),
  )
  return (
    <>
      <FormDialog
        title={t('Change {name}', { name: subscription.productName })}
        submit={t('Save')}
        size="lg"
        disabled={!isTouched}
        covered={edit.dialog !== undefined}
        onSubmit={() => edit.save(change, version)}
        onClose={onClose}
      >
        {(errors) =>
          isMirrored(subscription) ? (
            <>
              <ProjectField value={value} errors={errors} onChange={set} />
              <Text size="sm" c="dimmed">
                {t('The rest is what Stripe says, and is changed there.')}
              </Text>
            </>
          ) : (
            <SubscriptionFields value={value} errors={errors} onChange={set} />
          )
        }
      </FormDialog>
      {edit.dialog}
    </>
  )
}

export interface FieldsProps {
  value: Draft
  errors: Record<string, string>
  onChange: (change: Partial<Draft>) => void
}

function SubscriptionFields(props: FieldsProps) {
  const { value, errors, onChange } = props
  const currency = value.currency ?? ''
  return (
    <>
      <WhatFields {...props} />
      <PriceFields {...props} />
      <Discounts
        discounts={value.discounts ?? []}
        currency={currency}
        errors={errors}
        onChange={(discounts) => onChange({ discounts })}
      />
      <PeriodFields {...props} />
      <Group grow align="flex-start">
        <TextInput
          label={t('Provider')}
          description={t('Where it is kept elsewhere.')}
          maxLength={50}
          value={value.provider ?? ''}
          error={errors.provider}
          onChange={(event) => onChange({ provider: event.currentTarget.value || null })}
        />
        <TextInput
          label={t('Number elsewhere')}
          description={t('What the provider calls it.')}
          maxLength={200}
          required={Boolean(value.provider)}
          value={value.externalId ?? ''}
          error={errors.externalId}
          onChange={(event) => onChange({ externalId: event.currentTarget.value || null })}
        />
      </Group>
    </>
  )
}

function ProjectField({ value, errors, onChange }: FieldsProps) {
  const query = { accountId: value.accountId, limit: 100, sort: 'name' as const }
  const projects = useDoor('GET /v1/admin/me/projects', { query }, { enabled: useMay('me.projects') })
  const choices = (projects.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Select
      label={t('Project it pays for')}
      searchable
      clearable
      data={choices}
      value={value.projectId ?? null}
      error={errors.projectId}
      onChange={(projectId) => onChange({ projectId })}
      clearButtonProps={{ 'aria-label': t('Clear {label}', { label: t('Project it pays for') }) }}
    />
  )
}

function WhatFields(props: FieldsProps) {
  const { value, errors, onChange } = props
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <TextInput
        label={t('Product')}
        required
        maxLength={200}
        value={value.productName ?? ''}
        error={errors.productName}
        onChange={(event) => onChange({ productName: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label={t('Tier')}
        maxLength={100}
        value={value.tier ?? ''}
        error={errors.tier}
        onChange={(event) => onChange({ tier: event.currentTarget.value || null })}
      />
      <Select
        label={t('Kind of product')}
        required
        withAsterisk
        searchable
        allowDeselect={false}
        data={useProjectTypes(value.productType)}
        value={value.productType ?? null}
        error={errors.productType}
        onChange={(productType) => productType && onChange({ productType })}
      />
      <ProjectField {...props} />
    </SimpleGrid>
  )
}

function PriceFields({ value, errors, onChange }: FieldsProps) {
  return (
    <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="sm">
      <MoneyInput
        label={t('Price of a period')}
        required
        currency={value.currency ?? ''}
        minor={value.amountMinor}
        error={errors.amountMinor}
        onMinor={(amountMinor) => onChange({ amountMinor: amountMinor ?? undefined })}
      />
      <Select
        label={t('Currency')}
        searchable
        allowDeselect={false}
        limit={60}
        data={CURRENCIES}
        value={value.currency ?? null}
        error={errors.currency}
        onChange={(currency) => currency && onChange({ currency })}
      />
      <NumberInput
        label={t('Paid every')}
        min={1}
        max={365}
        allowDecimal={false}
        value={value.intervalCount ?? 1}
        error={errors.intervalCount}
        onChange={(count) => onChange({ intervalCount: Number(count) || 1 })}
      />
      <Select
        label={t('Unit')}
        allowDeselect={false}
        data={optionsOf(INTERVAL())}
        value={value.interval ?? null}
        error={errors.interval}
        onChange={(interval) => interval && onChange({ interval })}
      />
    </SimpleGrid>
  )
}
const CURRENCIES = Intl.supportedValuesOf('currency')
