// The agency's clients: found, taken on, opened.
import { Button, Group, Select } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Building2, RefreshCw, Upload } from 'lucide-react'
import { useState } from 'react'
import { useDoor } from '../../api.ts'
import { usePeople } from '../../lookups.ts'
import { useMay } from '../../me.ts'
import { PagedTable } from '../../paged-table.tsx'
import { Card } from '../../ui/card.tsx'
import { CsvImport } from '../../ui/csv-import.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { Segments } from '../../ui/segments.tsx'
import { t } from '../../words.ts'
import { useAccountColumns } from './account-columns.tsx'
import { AccountDialog } from './account-dialog.tsx'

const LIMIT = 50

export function AccountsPage() {
  const mayWrite = useMay('account.write')
  const [dialog, setDialog] = useState<'new' | 'import'>()
  const close = () => setDialog(undefined)
  return (
    <>
      <PageHeader title={t('Accounts')} about={t('The clients, who looks after them and whom one speaks with.')}>
        {mayWrite && (
          <>
            <Button variant="default" component={Link} to="/accounts/sync" leftSection={<RefreshCw size={16} />}>
              {t('In step')}
            </Button>
            <Button variant="default" leftSection={<Upload size={16} />} onClick={() => setDialog('import')}>
              {t('Import')}
            </Button>
            <Button leftSection={<Building2 size={16} />} onClick={() => setDialog('new')}>
              {t('New client')}
            </Button>
          </>
        )}
      </PageHeader>
      <AccountFilters />
      <AccountsTable />
      {dialog === 'new' && <AccountDialog onClose={close} />}
      {dialog === 'import' && (
        <CsvImport
          door="POST /v1/admin/accounts/import"
          title={t('Import clients')}
          columns="name, parent, externalId, version, timezone, managers, contactName, contactEmail, contactPhone, contactRole"
          onClose={close}
        />
      )}
    </>
  )
}

function AccountFilters() {
  const [search, change] = useSearchState()
  const people = usePeople()
  return (
    <Group gap="sm" mb="md">
      <SearchBox
        size="sm"
        w={220}
        name={t('Find clients')}
        value={search.q ?? ''}
        onSearch={(q) => change({ q, page: undefined })}
      />
      {people.choices.length > 0 && (
        <Select
          aria-label={t('Account manager')}
          placeholder={t('Any manager')}
          clearable
          searchable
          w={200}
          data={people.choices}
          value={search.accountManagerId ?? null}
          onChange={(id) => change({ accountManagerId: id ?? undefined, page: undefined })}
        />
      )}
      <Segments
        label={t('State')}
        choices={[
          { value: '', label: t('All') },
          { value: 'active', label: t('Active') },
          { value: 'archived', label: t('Archived') },
        ]}
        value={search.status ?? ''}
        onChange={(status) => change({ status, page: undefined })}
      />
    </Group>
  )
}

function AccountsTable() {
  const [search] = useSearchState()
  const { q, status, accountManagerId, parentAccountId, sort = 'name', page = '1' } = search
  const query = useDoor(
    'GET /v1/admin/accounts',
    {
      query: {
        ...(q && { q }),
        ...(status && { status }),
        ...(accountManagerId && { accountManagerId }),
        ...(parentAccountId && { parentAccountId }),
        sort: sort as 'name',
        page: Number(page),
        limit: LIMIT,
      },
    },
    { keep: true },
  )
  const columns = useAccountColumns(query.data?.data ?? [])
  return (
    <Card flush>
      <PagedTable
        label={t('Accounts')}
        query={query}
        columns={columns}
        sort={sort}
        rows={10}
        empty={<EmptyState title={t('No clients found')}>{t('No client matches these filters.')}</EmptyState>}
      />
    </Card>
  )
}
