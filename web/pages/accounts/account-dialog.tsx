// A client, new or another than it was, with whom one speaks with there.
import { ActionIcon, Alert, Button, Group, MultiSelect, Select, Stack, Text, TextInput } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { languageOf, LANGUAGES, type Language } from '../../../domain/speech.ts'
import type { Account, NewAccount } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { usePeople } from '../../lookups.ts'
import { AccountPick } from '../../pick.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { useEdit } from '../../ui/stale-edit.tsx'
import { usePreview } from '../../ui/use-preview.tsx'
import { useTouched } from '../../use-touched.ts'
import { localeOf, t } from '../../words.ts'

export function AccountDialog({ account, onClose }: { account?: Account; onClose: () => void }) {
  return account ? <ChangeAccount account={account} onClose={onClose} /> : <AddAccount onClose={onClose} />
}

function AddAccount({ onClose }: { onClose: () => void }) {
  const add = useAct('POST /v1/admin/accounts')
  const [body, setBody] = useState<NewAccount>({ name: '' })
  return (
    <FormDialog
      title={t('New client')}
      submit={t('Add')}
      size="lg"
      onSubmit={() => add.mutateAsync({ body })}
      onClose={onClose}
    >
      {(fields) => <AccountFields value={body} fields={fields} onChange={(more) => setBody({ ...body, ...more })} />}
    </FormDialog>
  )
}

function ChangeAccount({ account, onClose }: { account: Account; onClose: () => void }) {
  const put = useAct('PUT /v1/admin/accounts/:accountId')
  const { value, change, isTouched, version, set } = useTouched(account)
  // Without the number it has there it is ours alone.
  const isOutside = account.outsideStatus !== null && change.externalId === undefined
  const preview = usePreview(t('What changes with this client'), t('Save'))
  const edit = useEdit((body: typeof change, at) =>
    preview.save((query) => put.mutateAsync({ params: { accountId: account.id }, body, version: at, query })),
  )
  return (
    <>
      <FormDialog
        title={t('Change {name}', { name: account.name })}
        submit={t('Save')}
        size="lg"
        disabled={!isTouched}
        covered={preview.dialog !== undefined || edit.dialog !== undefined}
        onSubmit={() => edit.save(change, version)}
        onClose={onClose}
      >
        {(fields) => (
          <AccountFields value={value} own={account.id} isOutside={isOutside} fields={fields} onChange={set} />
        )}
      </FormDialog>
      {preview.dialog}
      {edit.dialog}
    </>
  )
}

type Shown = Pick<
  NewAccount,
  | 'name'
  | 'parentAccountId'
  | 'externalId'
  | 'stripeCustomerId'
  | 'timezone'
  | 'locale'
  | 'contacts'
  | 'accountManagerIds'
>
type Contact = Account['contacts'][number]
interface AccountFieldsProps {
  value: Shown
  /** Nobody is a part of themselves. */
  own?: string
  /** The account system says some of it. */
  isOutside?: boolean
  fields: Record<string, string>
  onChange: (change: Partial<Omit<Account, 'id' | 'status' | 'version'>>) => void
}

function AccountFields({ value, own, isOutside = false, fields, onChange }: AccountFieldsProps) {
  const people = usePeople()
  return (
    <>
      {isOutside && <OwnedOutside />}
      <TextInput
        label={t('Name')}
        required
        readOnly={isOutside}
        maxLength={200}
        value={value.name}
        error={fields.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        data-autofocus
      />
      <MultiSelect
        label={t('Account managers')}
        searchable
        data={people.choices}
        value={value.accountManagerIds ?? []}
        error={fields.accountManagerIds}
        onChange={(accountManagerIds) => onChange({ accountManagerIds })}
      />
      <Group grow align="flex-start">
        <AccountPick
          label={t('Part of')}
          fits={({ id, parentAccountId }) => id !== own && parentAccountId === null}
          value={value.parentAccountId ?? null}
          error={fields.parentAccountId}
          onChange={(parentAccountId) => onChange({ parentAccountId })}
        />
        <Select
          label={t('Time zone')}
          placeholder={t('as ours')}
          searchable
          clearable
          limit={50}
          data={ZONES}
          value={value.timezone ?? null}
          error={fields.timezone}
          onChange={(timezone) => onChange({ timezone })}
        />
        <Select
          label={t('Language')}
          placeholder={t('as ours')}
          clearable
          data={Object.entries(LANGUAGES).map(([language, name]) => ({ value: language, label: name }))}
          value={value.locale ? languageOf(value.locale) : null}
          error={fields.locale}
          onChange={(language) => onChange({ locale: language && localeOf(language as Language) })}
        />
        <TextInput
          label={t('Number elsewhere')}
          maxLength={200}
          value={value.externalId ?? ''}
          error={fields.externalId}
          onChange={(event) => onChange({ externalId: event.currentTarget.value || null })}
        />
        <TextInput
          label={t('Customer at Stripe')}
          maxLength={255}
          value={value.stripeCustomerId ?? ''}
          error={fields.stripeCustomerId}
          onChange={(event) => onChange({ stripeCustomerId: event.currentTarget.value || null })}
        />
      </Group>
      {!isOutside && (
        <Contacts contacts={value.contacts ?? []} fields={fields} onChange={(contacts) => onChange({ contacts })} />
      )}
    </>
  )
}

const OwnedOutside = () => (
  <Alert color="blue" variant="light">
    {t(
      'The account system says what this client is called, whether it is active, and whom one speaks with there: change that in it. Without its number the client is ours alone.',
    )}
  </Alert>
)

const ZONES = Intl.supportedValuesOf('timeZone')

interface ContactsProps {
  contacts: Contact[]
  fields: Record<string, string>
  onChange: (contacts: Contact[]) => void
}

function Contacts({ contacts, fields, onChange }: ContactsProps) {
  const set = (n: number, change: Partial<Contact>) =>
    onChange(contacts.map((contact, i) => (i === n ? { ...contact, ...change } : contact)))
  return (
    <Stack gap="xs" role="group" aria-label={t('Contacts')}>
      <Text size="sm" fw={600}>
        {t('Contacts')}
      </Text>
      {contacts.map((contact, n) => (
        <ContactFields
          // oxlint-disable-next-line react/no-array-index-key -- a contact has no id of its own
          key={n}
          contact={contact}
          n={n}
          fields={fields}
          onChange={(change) => set(n, change)}
          onRemove={() => onChange(contacts.filter((_, i) => i !== n))}
        />
      ))}
      <Button
        variant="subtle"
        size="xs"
        leftSection={<Plus size={14} aria-hidden />}
        style={{ alignSelf: 'flex-start' }}
        onClick={() => onChange([...contacts, { name: '' }])}
      >
        {t('Add a contact')}
      </Button>
    </Stack>
  )
}

interface ContactFieldsProps {
  contact: Contact
  n: number
  fields: Record<string, string>
  onChange: (change: Partial<Contact>) => void
  onRemove: () => void
}

function ContactFields({ contact, n, fields, onChange, onRemove }: ContactFieldsProps) {
  const field = (name: keyof Contact, label: string, type = 'text') => ({
    label,
    type,
    value: contact[name] ?? '',
    error: fields[`contacts/${n}/${name}`],
    onChange: (event: { currentTarget: HTMLInputElement }) =>
      onChange({ [name]: event.currentTarget.value || (name === 'name' ? '' : null) }),
  })
  return (
    <Group gap="xs" align="flex-end" wrap="wrap">
      <TextInput {...field('name', t('Name'))} required flex="1 1 130px" />
      <TextInput {...field('email', t('Email'), 'email')} flex="1 1 170px" />
      <TextInput {...field('phone', t('Phone'), 'tel')} flex="1 1 110px" />
      <TextInput {...field('role', t('Role'))} flex="1 1 90px" />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t('Remove contact {name}', { name: contact.name || String(n + 1) })}
        onClick={onRemove}
      >
        <X size={16} />
      </ActionIcon>
    </Group>
  )
}
