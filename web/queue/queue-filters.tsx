// The parts of a queue's line of filters: what each says stands in the address, and another filter begins at the first page.
import { Chip, Select } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'
import { AccountPick, PersonPick, ProjectPick } from '../pick.tsx'
import { SearchBox } from '../ui/search-box.tsx'
import { useSearchState } from '../use-search.ts'
import { t } from '../words.ts'
import styles from './queue-item.module.css'

/** What the queues call the one that is open: closed with another filter, as it may not be among what is found. */
function useFilter(): [Record<string, string>, (wanted: Record<string, string | undefined>) => void] {
  const [search, change] = useSearchState()
  return [search, (wanted) => change({ page: undefined, request: undefined, signal: undefined, ...wanted })]
}

export function QueueFilters({ open, children }: { open: string | undefined; children: ReactNode }) {
  const [search, set] = useFilter()
  return (
    <div className={styles.filters} role="search" data-open={open}>
      <SearchBox value={search.q ?? ''} onSearch={(q) => set({ q: q || undefined })} />
      {children}
    </div>
  )
}

interface FilterProps {
  /** What the address calls it. */
  name: string
  label: string
}
interface ChoiceFilterProps extends FilterProps {
  data: { value: string; label: string }[]
  /** What holds where the address says nothing; without it, any. */
  usual?: string
}
export function ChoiceFilter({ name, label, data, usual }: ChoiceFilterProps) {
  const [search, set] = useFilter()
  return (
    <Select
      size="xs"
      w={usual === undefined ? 150 : 190}
      aria-label={label}
      placeholder={label}
      allowDeselect={usual === undefined}
      clearable={usual === undefined}
      clearButtonProps={{ 'aria-label': t('Clear {label}', { label }) }}
      data={data}
      value={search[name] ?? usual ?? null}
      onChange={(value) => set({ [name]: value === null || value === usual ? undefined : value })}
    />
  )
}

export function SwitchFilter({ name, label }: FilterProps) {
  const [search, set] = useFilter()
  return (
    <Chip
      size="xs"
      radius="md"
      variant="outline"
      checked={search[name] !== undefined}
      onChange={(on) => set({ [name]: on ? '1' : undefined })}
    >
      {label}
    </Chip>
  )
}

/** By project, client or person, any of them: the one that the address names is shown by its name. */
function picked(Pick: (props: ComponentProps<typeof ProjectPick>) => ReactNode) {
  return function PickFilter({ name, label }: FilterProps) {
    const [search, set] = useFilter()
    return <Pick bare label={label} value={search[name] ?? null} onChange={(id) => set({ [name]: id ?? undefined })} />
  }
}
export const ProjectFilter = picked(ProjectPick)
export const AccountFilter = picked(AccountPick)
export const PersonFilter = picked(PersonPick)
