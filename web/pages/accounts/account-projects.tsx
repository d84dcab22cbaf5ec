// The projects of a client, and of its parts where wanted, with their health.
import { Chip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ListedProject } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showDay } from '../../formats.ts'
import { PROJECT_STATUS } from '../../labels.ts'
import { usePeople } from '../../lookups.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { PagedTable } from '../../paged-table.tsx'
import { Card } from '../../ui/card.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { ProgressBar, PulseRing } from '../../ui/figures.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'

export function AccountProjects({ accountId, hasChildren }: { accountId: string; hasChildren: boolean }) {
  const [{ sort = '-updatedAt', page = '1', parts }, change] = useSearchState()
  const columns = useProjectColumns()
  const which = parts === '1' ? { parentAccountId: accountId } : { accountId }
  const query = useDoor(
    'GET /v1/admin/me/projects',
    { query: { ...which, sort: sort as 'name', page: Number(page), limit: 20 } },
    { keep: true },
  )
  return (
    <Card
      title={t('Projects')}
      flush
      actions={
        hasChildren && (
          <Chip
            size="xs"
            checked={parts === '1'}
            onChange={(on) => change({ parts: on ? '1' : undefined, page: undefined })}
          >
            {t('Those of its parts')}
          </Chip>
        )
      }
    >
      <PagedTable
        label={t('Projects of this client')}
        query={query}
        columns={columns}
        sort={sort}
        rows={4}
        empty={<EmptyState title={t('No projects')}>{t('None that you see.')}</EmptyState>}
      />
    </Card>
  )
}

function useProjectColumns(): Column<ListedProject>[] {
  const people = usePeople()
  return [
    {
      id: 'name',
      header: t('Project'),
      sort: 'name',
      cell: ({ id, name }) => (
        <Link to="/projects/$projectId" params={{ projectId: id }}>
          {name}
        </Link>
      ),
    },
    {
      id: 'status',
      header: t('Status'),
      sort: 'status',
      cell: ({ status }) => <ToneBadge tone={PROJECT_STATUS()[status].tone}>{PROJECT_STATUS()[status].text}</ToneBadge>,
    },
    {
      id: 'health',
      header: t('Health'),
      sort: 'score',
      cell: ({ health }) => <PulseRing score={health.score} band={health.band} />,
    },
    {
      id: 'progress',
      header: t('Progress'),
      sort: 'progress',
      wide: true,
      width: 150,
      cell: ({ progress, name }) => <ProgressBar percent={progress} label={t('Progress of {name}', { name })} />,
    },
    {
      id: 'due',
      header: t('Due'),
      sort: 'dueOn',
      wide: true,
      cell: ({ dueOn }) => dueOn && <span style={{ whiteSpace: 'nowrap' }}>{showDay(dueOn)}</span>,
    },
    { id: 'manager', header: t('Manager'), wide: true, cell: ({ managerId }) => people.name(managerId) },
  ]
}
