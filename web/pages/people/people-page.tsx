// Who works here: found, taken on, invited.
import { Button, Group, Select } from '@mantine/core'
import { Upload, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useDoor } from '../../api.ts'
import { choicesOf, ROLE } from '../../labels.ts'
import { usePeople, useTeams } from '../../lookups.ts'
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
import { usePersonColumns } from './person-columns.tsx'
import { PersonDialog } from './person-dialog.tsx'

const LIMIT = 50

export function PeoplePage() {
  const mayWrite = useMay('person.write')
  const [dialog, setDialog] = useState<'new' | 'import'>()
  const close = () => setDialog(undefined)
  return (
    <>
      <PageHeader title={t('People')} about={t('Who works here, what they can do and how much time they have.')}>
        {mayWrite && (
          <>
            <Button variant="default" leftSection={<Upload size={16} />} onClick={() => setDialog('import')}>
              {t('Import')}
            </Button>
            <Button leftSection={<UserPlus size={16} />} onClick={() => setDialog('new')}>
              {t('New person')}
            </Button>
          </>
        )}
      </PageHeader>
      <PeopleFilters />
      <PeopleTable />
      {dialog === 'new' && <PersonDialog onClose={close} />}
      {dialog === 'import' && (
        <CsvImport
          door="POST /v1/admin/people/import"
          title={t('Import people')}
          columns="name, email, roles, services, skills, teams, availabilityFactor"
          onClose={close}
        />
      )}
    </>
  )
}

function PeopleFilters() {
  const [search, change] = useSearchState()
  const teams = useTeams()
  const services = [...new Set(usePeople().list.flatMap((person) => person.services))].toSorted()
  return (
    <Group gap="sm" mb="md">
      <SearchBox
        size="sm"
        w={220}
        name={t('Find people')}
        value={search.q ?? ''}
        onSearch={(q) => change({ q, page: undefined })}
      />
      <Select
        aria-label={t('Team')}
        placeholder={t('All teams')}
        clearable
        w={180}
        data={teams.choices}
        value={search.teamId ?? null}
        onChange={(teamId) => change({ teamId: teamId ?? undefined, page: undefined })}
      />
      <Select
        aria-label={t('Role')}
        placeholder={t('Any role')}
        clearable
        w={180}
        data={choicesOf(ROLE())}
        value={search.role ?? null}
        onChange={(role) => change({ role: role ?? undefined, page: undefined })}
      />
      <Select
        aria-label={t('Service')}
        placeholder={t('Any service')}
        clearable
        w={160}
        data={services}
        value={search.service ?? null}
        onChange={(service) => change({ service: service ?? undefined, page: undefined })}
      />
      <Segments
        label={t('State')}
        choices={[
          { value: '', label: t('Everybody') },
          { value: 'true', label: t('Active') },
          { value: 'false', label: t('Suspended') },
        ]}
        value={search.active ?? ''}
        onChange={(active) => change({ active, page: undefined })}
      />
    </Group>
  )
}

function PeopleTable() {
  const [search] = useSearchState()
  const { q, teamId, role, service, sort = 'name', active, page = '1' } = search
  const columns = usePersonColumns()
  const query = useDoor(
    'GET /v1/admin/people',
    {
      query: {
        ...(q && { q }),
        ...(teamId && { teamId }),
        ...(role && { role }),
        ...(service && { service }),
        ...(active && { active: active === 'true' }),
        sort: sort as 'name',
        page: Number(page),
        limit: LIMIT,
      },
    },
    { keep: true },
  )
  return (
    <Card flush>
      <PagedTable
        label={t('People')}
        query={query}
        columns={columns}
        sort={sort}
        rows={10}
        empty={<EmptyState title={t('Nobody found')}>{t('No one matches these filters.')}</EmptyState>}
      />
    </Card>
  )
}
