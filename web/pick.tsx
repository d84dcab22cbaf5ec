// Choosing a client, a project, a person or several of them among any number: what is typed is searched for on the server.
import { MultiSelect, Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import type { Account } from './api-types.ts'
import { useDoor } from './api.ts'
import { useAccountsById, usePeople, useProjectsById, useProjectSearch, type Named } from './lookups.ts'
import { useMay } from './me.ts'
import { t } from './words.ts'

interface PickProps extends Pick<SelectProps, 'description' | 'placeholder' | 'required' | 'size' | 'style' | 'w'> {
  label: string
  value: string | null
  onChange: (id: string | null) => void
  /** What the value is called where it is not among what was found. */
  called?: string | null
  error?: string | undefined
  /** One of several filters in a line: small, its label in the empty field. */
  bare?: boolean
}

const FOUND_MOST = 30
const TYPED_MS = 200
const optionsOf = (found: readonly Named[], chosen: readonly Named[]) => {
  const all = new Map([...chosen, ...found].map(({ id, name }) => [id, name]))
  return [...all].map(([value, label]) => ({ value, label }))
}
/** The server has searched: what it found is shown as it came. */
const asFound = <Options,>({ options }: { options: Options }): Options => options

function useFoundAccounts(q: string) {
  const enabled = useMay('account.read')
  const query = { limit: FOUND_MOST, status: 'active' as const, sort: 'name' as const, ...(q && { q }) }
  return useDoor('GET /v1/admin/accounts', { query }, { enabled, keep: true }).data?.data ?? []
}
function useFoundPeople(q: string) {
  const enabled = useMay('person.read')
  const query = { limit: FOUND_MOST, active: true as const, sort: 'name' as const, ...(q && { q }) }
  return useDoor('GET /v1/admin/people', { query }, { enabled, keep: true }).data?.data ?? []
}

interface AccountPickProps extends PickProps {
  /** Which of those found can be chosen here. */
  fits?: (account: Account) => boolean
}
export function AccountPick({ fits = () => true, ...props }: AccountPickProps) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed, TYPED_MS)
  const known = useAccountsById(props.value ? [props.value] : []).find(props.value)?.name
  const found = useFoundAccounts(q === known ? '' : q).filter(fits)
  return <Choose {...props} found={found} known={known} onType={setTyped} />
}
export function ProjectPick(props: PickProps) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed, TYPED_MS)
  const known = useProjectsById(props.value ? [props.value] : []).find(props.value)?.name
  return <Choose {...props} found={useProjectSearch(q === known ? '' : q).list} known={known} onType={setTyped} />
}
export function PersonPick(props: PickProps) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed, TYPED_MS)
  const known = usePeople().find(props.value)?.name
  return <Choose {...props} found={useFoundPeople(q === known ? '' : q)} known={known} onType={setTyped} />
}

type Searched = PickProps & { found: readonly Named[]; known: string | undefined; onType: (text: string) => void }
function Choose({ label, value, onChange, called, required = false, bare, found, known, onType, ...rest }: Searched) {
  const name = known ?? called ?? found.find(({ id }) => id === value)?.name
  const chosen = value ? [{ id: value, name: name ?? t('Loading…') }] : []
  return (
    <Select
      {...(bare ? { 'aria-label': label, placeholder: label, size: 'xs', w: 150 } : { label })}
      {...rest}
      required={required}
      withAsterisk={required}
      searchable
      clearable={!required}
      filter={asFound}
      data={optionsOf(found, chosen)}
      value={value}
      onChange={onChange}
      onSearchChange={onType}
      nothingFoundMessage={t('Nothing found')}
      clearButtonProps={{ 'aria-label': t('Clear {label}', { label }) }}
    />
  )
}

interface ManyPickProps {
  label: string
  value: string[]
  onChange: (ids: string[]) => void
  /** What those are called that may not be among those looked up. */
  called?: readonly Named[]
  description?: string
  error?: string | undefined
}
export function PeoplePick(props: ManyPickProps) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed, TYPED_MS)
  const known = [...(props.called ?? []), ...usePeople().list]
  return <ManyPick {...props} found={useFoundPeople(q)} known={known} typed={typed} onType={setTyped} />
}
export function AccountsPick(props: ManyPickProps) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed, TYPED_MS)
  const known = [...(props.called ?? []), ...useAccountsById(props.value).list]
  return <ManyPick {...props} found={useFoundAccounts(q)} known={known} typed={typed} onType={setTyped} />
}

type SearchedMany = ManyPickProps & {
  found: readonly Named[]
  known: readonly Named[]
  typed: string
  onType: (text: string) => void
}
function ManyPick({ value, onChange, found, known, typed, onType, called: _, ...rest }: SearchedMany) {
  const names = new Map([...known, ...found].map(({ id, name }) => [id, name]))
  const chosen = value.map((id) => ({ id, name: names.get(id) ?? t('Loading…') }))
  return (
    <MultiSelect
      {...rest}
      searchable
      hidePickedOptions
      filter={asFound}
      data={optionsOf(found, chosen)}
      value={value}
      onChange={onChange}
      searchValue={typed}
      onSearchChange={onType}
      nothingFoundMessage={t('Nothing found')}
    />
  )
}
