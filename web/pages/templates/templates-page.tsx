// The plans that projects begin with: for which type, how much work, which one is taken when nobody chooses.
import { Button, Group, Select, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { FilePlus2 } from 'lucide-react'
import { useState } from 'react'
import { useDoor } from '../../api.ts'
import type { Template } from '../../api-types.ts'
import { showAgo, showMinutes, showNumber } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { PagedTable } from '../../paged-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t, tn } from '../../words.ts'
import { NewTemplateDialog } from './new-template-dialog.tsx'
import { ENGAGEMENT, nameOfType, useProjectTypes } from '../project/project-words.ts'
import { lengthOf } from './template-words.ts'

const LIMIT = 25

export function TemplatesPage() {
  const [{ type = '', engagement, sort = 'name', page = '1' }, setSearch] = useSearchState()
  const [isNew, setNew] = useState(false)
  const mayWrite = useMay('template.write')
  const navigate = useNavigate()
  const which = engagement === 'retainer' || engagement === 'one_off' ? ({ engagement } as const) : {}
  const query = useDoor(
    'GET /v1/admin/templates',
    { query: { type, ...which, sort: sort as 'name', page: Number(page), limit: LIMIT } },
    { keep: true },
  )
  return (
    <>
      <PageHeader title={t('Templates')} about={t('The plans that new projects begin with.')}>
        {mayWrite && (
          <Button leftSection={<FilePlus2 size={16} aria-hidden />} onClick={() => setNew(true)}>
            {t('New template')}
          </Button>
        )}
      </PageHeader>
      <Filters
        type={type}
        engagement={engagement ?? ''}
        onChange={(change) => setSearch({ ...change, page: undefined })}
      />
      <Card flush>
        <PagedTable
          label={t('Templates')}
          query={query}
          columns={columns()}
          sort={sort}
          empty={
            <EmptyState title={t('No template like that')}>
              {t('Show all types, or write one: from nothing or as a copy.')}
            </EmptyState>
          }
        />
      </Card>
      {isNew && (
        <NewTemplateDialog
          onMade={({ id }) => void navigate({ to: '/templates/$templateId', params: { templateId: id } })}
          onClose={() => setNew(false)}
        />
      )}
    </>
  )
}

interface FiltersProps {
  type: string
  engagement: string
  onChange: (change: Record<string, string | undefined>) => void
}

function Filters({ type, engagement, onChange }: FiltersProps) {
  const types = useProjectTypes(type)
  const engagements = Object.entries(ENGAGEMENT()).map(([value, label]) => ({ value, label }))
  return (
    <Group mb="md" gap="sm">
      <Select
        aria-label={t('Type')}
        placeholder={t('Any type')}
        value={type || null}
        data={types}
        clearable
        clearButtonProps={{ 'aria-label': t('Any type') }}
        onChange={(value) => onChange({ type: value ?? undefined })}
        w={170}
      />
      <Select
        aria-label={t('Engagement')}
        placeholder={t('Retainer or one-off')}
        value={engagement || null}
        data={engagements}
        clearable
        clearButtonProps={{ 'aria-label': t('Retainer or one-off') }}
        onChange={(value) => onChange({ engagement: value ?? undefined })}
        w={190}
      />
    </Group>
  )
}

const effortOf = ({ tasks }: Template): number =>
  tasks.reduce((sum, { estimateMinutes }) => sum + (estimateMinutes ?? 0), 0)

const columns = (): Column<Template>[] => [
  {
    id: 'name',
    header: t('Template'),
    sort: 'name',
    cell: ({ id, name, isDefault, type }) => (
      <Group gap="xs">
        <Link to="/templates/$templateId" params={{ templateId: id }} style={{ fontWeight: 600 }}>
          {name}
        </Link>
        {isDefault && <ToneBadge tone="info">{t('Default for {type}', { type: nameOfType(type) })}</ToneBadge>}
      </Group>
    ),
  },
  { id: 'type', header: t('Type'), sort: 'type', cell: ({ type }) => nameOfType(type) },
  { id: 'engagement', header: t('Engagement'), wide: true, cell: ({ engagement }) => ENGAGEMENT()[engagement] },
  {
    id: 'tasks',
    header: t('Tasks'),
    align: 'right',
    cell: ({ tasks }) => <span className="numbers">{showNumber(tasks.length)}</span>,
  },
  {
    id: 'effort',
    header: t('Work'),
    align: 'right',
    wide: true,
    cell: (template) => <span className="numbers">{showMinutes(effortOf(template))}</span>,
  },
  {
    id: 'length',
    header: t('Length'),
    align: 'right',
    wide: true,
    cell: ({ tasks }) => (
      <span className="numbers">{tn(lengthOf(tasks), '{count} working day', '{count} working days')}</span>
    ),
  },
  {
    id: 'updatedAt',
    header: t('Changed'),
    sort: 'updatedAt',
    wide: true,
    cell: ({ updatedAt }) => (
      <Text size="sm" c="dimmed">
        {showAgo(updatedAt)}
      </Text>
    ),
  },
]
