// What of the queue one looks at; it stands in the address.
import { Chip, Select } from '@mantine/core'
import { useState } from 'react'
import type { Query } from '../../api.ts'
import { choicesOf, PRIORITY, REQUEST_STATUS, REQUEST_TYPE } from '../../labels.ts'
import { useAccounts, useProjectsById, useProjectSearch } from '../../lookups.ts'
import { useMay } from '../../me.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import styles from '../../queue/queue-item.module.css'

const OPEN = 'pending,in_review,awaiting_client,accepted'
const PAGE_ROWS = 50
type QueueQuery = Query<'GET /v1/admin/requests'>

/** What the address asks for, as the server takes it: open ones unless said otherwise, whose clock ends first on top. */
export function queueQuery(search: Record<string, string>): QueueQuery {
  const { status = 'open', type, priority, projectId, accountId, q, page, sort = 'resolveBy' } = search
  return {
    ...(status !== 'all' && { status: status === 'open' ? OPEN : status }),
    ...(type && { type }),
    ...(priority && { priority }),
    ...(projectId && { projectId }),
    ...(accountId && { accountId }),
    ...(search.overdue && { overdue: true as const }),
    ...(search.unanswered && { unanswered: true as const }),
    ...(search.mine && { assigneeId: 'me' }),
    ...(q && { q }),
    ...(page && { page: Number(page) }),
    sort: sort as NonNullable<QueueQuery['sort']>,
    limit: PAGE_ROWS,
  }
}

export function RequestFilters({ inProject }: { inProject: boolean }) {
  const [search, change] = useSearchState()
  // Another filter is another list: it begins at its first page, with nothing open.
  const set = (wanted: Record<string, string | undefined>) => change({ page: undefined, request: undefined, ...wanted })
  const chip = (name: string) => ({
    checked: search[name] !== undefined,
    onChange: (on: boolean) => set({ [name]: on ? '1' : undefined }),
    size: 'xs' as const,
    radius: 'md',
    variant: 'outline' as const,
  })
  const select = (name: string, label: string, data: { value: string; label: string }[]) => (
    <Select
      size="xs"
      w={150}
      aria-label={label}
      placeholder={label}
      clearable
      clearButtonProps={{ 'aria-label': t('Clear {field}', { field: label }) }}
      data={data}
      value={search[name] ?? null}
      onChange={(value) => set({ [name]: value ?? undefined })}
    />
  )
  return (
    <div className={styles.filters} role="search" data-open={search.request}>
      <SearchBox value={search.q ?? ''} onSearch={(q) => set({ q: q || undefined })} />
      <Select
        size="xs"
        w={170}
        aria-label={t('Status')}
        allowDeselect={false}
        data={[
          { value: 'open', label: t('All open') },
          ...choicesOf(REQUEST_STATUS()),
          { value: 'all', label: t('All, closed too') },
        ]}
        value={search.status ?? 'open'}
        onChange={(value) => set({ status: value === 'open' ? undefined : (value ?? undefined) })}
      />
      {select('type', t('Type'), choicesOf(REQUEST_TYPE()))}
      {select('priority', t('Priority'), choicesOf(PRIORITY()))}
      {!inProject && <Whose change={set} search={search} />}
      <Chip {...chip('overdue')}>{t('Overdue')}</Chip>
      <Chip {...chip('unanswered')}>{t('Unanswered')}</Chip>
      <Chip {...chip('mine')}>{t('Mine')}</Chip>
      <Select
        size="xs"
        w={190}
        aria-label={t('Order')}
        allowDeselect={false}
        data={[
          { value: 'resolveBy', label: t('Due to be done first') },
          { value: 'respondBy', label: t('Due to be answered first') },
          { value: '-priority', label: t('Most urgent first') },
          { value: '-createdAt', label: t('Newest first') },
          { value: 'createdAt', label: t('Oldest first') },
        ]}
        value={search.sort ?? 'resolveBy'}
        onChange={(value) => set({ sort: value === 'resolveBy' ? undefined : (value ?? undefined) })}
      />
    </div>
  )
}

/** By project and by client, each as far as one may see them. */
function Whose({
  search,
  change,
}: {
  search: Record<string, string>
  change: (wanted: Record<string, string | undefined>) => void
}) {
  const [typed, setTyped] = useState('')
  const found = useProjectSearch(typed)
  // The one that the address names is shown by its name, whether or not it is among those found.
  const named = useProjectsById(search.projectId ? [search.projectId] : [])
  const choices = [...new Map([...named.choices, ...found.choices].map((each) => [each.value, each])).values()]
  const accounts = useAccounts()
  const mayAccounts = useMay('account.read')
  return (
    <>
      <Select
        size="xs"
        w={190}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('Clear {field}', { field: t('Project') }) }}
        aria-label={t('Project')}
        placeholder={t('Project')}
        data={choices}
        value={search.projectId ?? null}
        searchValue={typed}
        onSearchChange={setTyped}
        filter={({ options }) => options}
        onChange={(value) => change({ projectId: value ?? undefined })}
      />
      {mayAccounts && (
        <Select
          size="xs"
          w={170}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('Clear {field}', { field: t('Client') }) }}
          aria-label={t('Client')}
          placeholder={t('Client')}
          data={accounts.choices}
          value={search.accountId ?? null}
          onChange={(value) => change({ accountId: value ?? undefined })}
        />
      )}
    </>
  )
}
