// Which entries of the ledger one looks at: it stands in the address.
import { Group, Select, TextInput } from '@mantine/core'
import { useMay } from '../../me.ts'
import { AccountPick, ProjectPick } from '../../pick.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import type { EntryQuery } from './entry-table.tsx'
import { ENTRY_KIND } from './entry-words.ts'

/** What the address asks for, as the server takes it. */
export const entryQuery = ({ account, project, kind, from, to, exported }: Record<string, string>): EntryQuery => ({
  ...(account && { accountId: account }),
  ...(project && { projectId: project }),
  ...(kind && { kind }),
  ...(from && { from }),
  ...(to && { to }),
  ...(exported && { exported: exported === 'true' }),
})

export function BillingFilters() {
  const [search, change] = useSearchState()
  const readsAccounts = useMay('account.read')
  const set = (name: string) => (value: string | null) => change({ [name]: value ?? undefined, page: undefined })
  const shared = { size: 'xs', w: 180 } as const
  const day = (name: 'from' | 'to', label: string) => (
    <TextInput
      {...shared}
      type="date"
      w={150}
      label={label}
      value={search[name] ?? ''}
      onChange={(event) => set(name)(event.currentTarget.value || null)}
    />
  )
  const choice = (name: string, label: string, placeholder: string, data: { value: string; label: string }[]) => (
    <Select
      {...shared}
      label={label}
      placeholder={placeholder}
      clearable
      clearButtonProps={{ 'aria-label': placeholder }}
      data={data}
      value={search[name] ?? null}
      onChange={set(name)}
    />
  )
  const kinds = Object.entries(ENTRY_KIND()).map(([value, label]) => ({ value, label }))
  return (
    <Group gap="sm" align="flex-end" role="search">
      {readsAccounts && (
        <AccountPick
          {...shared}
          label={t('Client')}
          placeholder={t('Any client')}
          value={search.account ?? null}
          onChange={set('account')}
        />
      )}
      <ProjectPick
        {...shared}
        label={t('Project')}
        placeholder={t('Any project, and none')}
        value={search.project ?? null}
        onChange={set('project')}
      />
      {choice('kind', t('Kind'), t('Any kind'), kinds)}
      {choice('exported', t('Export'), t('Whether or not'), [
        { value: 'true', label: t('Exported') },
        { value: 'false', label: t('Not yet') },
      ])}
      {day('from', t('From'))}
      {day('to', t('To'))}
    </Group>
  )
}
