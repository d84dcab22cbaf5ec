// Teams: who leads them, who is in them, what they deliver.
import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Ellipsis, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Team } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { usePeople } from '../../lookups.ts'
import { useMay } from '../../me.ts'
import { PagedTable } from '../../paged-table.tsx'
import { PeopleMarks, PersonMark } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t, tn } from '../../words.ts'
import { nameOfType } from '../project/project-words.ts'
import { TeamDialog } from './team-dialog.tsx'

type Open = { kind: 'new' } | { kind: 'change' | 'dissolve'; team: Team }

export function TeamsPage() {
  const mayWrite = useMay('team.write')
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  return (
    <>
      <PageHeader title={t('Teams')} about={t('Who works together, and who leads.')}>
        {mayWrite && (
          <Button leftSection={<Plus size={16} />} onClick={() => setOpen({ kind: 'new' })}>
            {t('New team')}
          </Button>
        )}
      </PageHeader>
      <TeamsTable {...(mayWrite && { onOpen: setOpen })} />
      {open?.kind === 'new' && <TeamDialog onClose={close} />}
      {open?.kind === 'change' && <TeamDialog team={open.team} onClose={close} />}
      {open?.kind === 'dissolve' && <DissolveTeam team={open.team} onClose={close} />}
    </>
  )
}

function DissolveTeam({ team, onClose }: { team: Team; onClose: () => void }) {
  const remove = useAct('DELETE /v1/admin/teams/:teamId')
  return (
    <Confirm
      title={t('Dissolve {name}?', { name: team.name })}
      says={t('Its people stay; only a team that no project names can be dissolved.')}
      submit={t('Dissolve')}
      onConfirm={() => remove.mutateAsync({ params: { teamId: team.id }, version: team.version })}
      onClose={onClose}
    />
  )
}

function TeamsTable({ onOpen }: { onOpen?: (open: Open) => void }) {
  const [{ sort = 'name', page = '1' }] = useSearchState()
  const columns = useTeamColumns(onOpen)
  const query = useDoor(
    'GET /v1/admin/teams',
    { query: { sort: sort as 'name', page: Number(page), limit: 50 } },
    { keep: true },
  )
  return (
    <Card flush>
      <PagedTable
        label={t('Teams')}
        query={query}
        columns={columns}
        sort={sort}

        empty={
          <EmptyState title={t('No teams yet')}>
            {t('A team has a lead, who sees its projects and its load.')}
          </EmptyState>
        }
      />
    </Card>
  )
}

function useTeamColumns(onOpen: ((open: Open) => void) | undefined): Column<Team>[] {
  const people = usePeople()
  return [
    {
      id: 'name',
      header: t('Team'),
      sort: 'name',
      cell: ({ id, name, memberIds }) => (
        <div>
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Link to="/people" search={{ teamId: id }} style={{ fontSize: 12 }}>
            {tn(memberIds.length, '{count} person', '{count} people')}
          </Link>
        </div>
      ),
    },
    {
      id: 'lead',
      header: t('Lead'),
      cell: ({ leadId }) =>
        leadId && (
          <Group gap={8} wrap="nowrap">
            <PersonMark name={people.name(leadId)} />
            <Link to="/people/$personId" params={{ personId: leadId }}>
              {people.name(leadId)}
            </Link>
          </Group>
        ),
    },
    {
      id: 'members',
      header: t('People'),
      wide: true,
      cell: ({ memberIds }) => <PeopleMarks names={memberIds.map((id) => people.name(id))} most={8} />,
    },
    {
      id: 'services',
      header: t('Services'),
      wide: true,
      cell: ({ services }) => (
        <Text size="sm" c="dimmed">
          {services.map(nameOfType).join(', ')}
        </Text>
      ),
    },
    {
      id: 'links',
      header: t('Schedule'),
      wide: true,
      cell: ({ id }) => (
        <Link to="/schedule" search={{ team: id }}>
          {t('Its schedule')}
        </Link>
      ),
    },
    ...(onOpen ? [actionsColumn(onOpen)] : []),
  ]
}

const actionsColumn = (onOpen: (open: Open) => void): Column<Team> => ({
  id: 'actions',
  header: t('Actions'),
  align: 'right',
  cell: (team) => (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('Actions for {name}', { name: team.name })}>
          <Ellipsis size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onOpen({ kind: 'change', team })}>{t('Change…')}</Menu.Item>
        <Menu.Item color="red" onClick={() => onOpen({ kind: 'dissolve', team })}>
          {t('Dissolve…')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  ),
})
