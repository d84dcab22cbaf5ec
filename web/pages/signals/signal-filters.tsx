// Which signals one looks at; it stands in the address.
import { Chip, Select } from '@mantine/core'
import type { Query } from '../../api.ts'
import { choicesOf, PRIORITY, SIGNAL_STATUS, SIGNAL_TYPE } from '../../labels.ts'
import styles from '../../queue/queue-item.module.css'
import { SearchBox } from '../../ui/search-box.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'

const AWAKE = 'pending,acknowledged'
const PAGE_ROWS = 50
type SignalQuery = Query<'GET /v1/admin/signals'>

/** What the address asks for, as the server takes it: what is awake unless said otherwise, the most urgent first. */
export function signalQuery(search: Record<string, string>): SignalQuery {
  const { status = 'awake', type, priority, q, page, sort = '-priority', accountId, projectId, personId } = search
  return {
    ...(status !== 'all' && { status: status === 'awake' ? AWAKE : status }),
    ...(type && { type }),
    ...(priority && { priority }),
    ...(accountId && { accountId }),
    ...(projectId && { projectId }),
    ...(personId && { personId }),
    ...(search.mine && { assigneeId: 'me' }),
    ...(q && { q }),
    ...(page && { page: Number(page) }),
    sort: sort as NonNullable<SignalQuery['sort']>,
    limit: PAGE_ROWS,
  }
}

export function SignalFilters() {
  const [search, change] = useSearchState()
  // Another filter is another list: it begins at its first page, with nothing open.
  const set = (wanted: Record<string, string | undefined>) => change({ page: undefined, signal: undefined, ...wanted })
  const select = (name: string, label: string, data: { value: string; label: string }[]) => (
    <Select
      size="xs"
      w={180}
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
    <div className={styles.filters} role="search" data-open={search.signal}>
      <SearchBox value={search.q ?? ''} onSearch={(q) => set({ q: q || undefined })} />
      <Select
        size="xs"
        w={170}
        aria-label={t('Status')}
        allowDeselect={false}
        data={[
          { value: 'awake', label: t('What waits now') },
          ...choicesOf(SIGNAL_STATUS()),
          { value: 'all', label: t('All, settled too') },
        ]}
        value={search.status ?? 'awake'}
        onChange={(value) => set({ status: value === 'awake' ? undefined : (value ?? undefined) })}
      />
      {select('type', t('Kind'), choicesOf(SIGNAL_TYPE()))}
      {select('priority', t('Urgency'), choicesOf(PRIORITY()))}
      <Chip
        size="xs"
        radius="md"
        variant="outline"
        checked={search.mine !== undefined}
        onChange={(on) => set({ mine: on ? '1' : undefined })}
      >
        {t('Mine')}
      </Chip>
      <Select
        size="xs"
        w={170}
        aria-label={t('Order')}
        allowDeselect={false}
        data={[
          { value: '-priority', label: t('Most urgent first') },
          { value: '-createdAt', label: t('Newest first') },
          { value: 'createdAt', label: t('Oldest first') },
          { value: '-updatedAt', label: t('Last changed first') },
        ]}
        value={search.sort ?? '-priority'}
        onChange={(value) => set({ sort: value === '-priority' ? undefined : (value ?? undefined) })}
      />
    </div>
  )
}
