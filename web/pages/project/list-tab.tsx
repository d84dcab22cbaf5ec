// The project's tasks as a list: found, filtered, sorted by the server, each opened beside it.
import { Button, Group, Select } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Person, Task } from '../../api-types.ts'
import { useDoor, type Query } from '../../api.ts'
import { choicesOf, TASK_STATUS } from '../../labels.ts'
import { usePeople, type Lookup } from '../../lookups.ts'
import { PeopleMarks } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { DataTable, Pages, type Column } from '../../ui/data-table.tsx'
import { ProgressBar } from '../../ui/figures.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Segments } from '../../ui/segments.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { MoveMenu } from '../tasks/move-menu.tsx'
import { NewTaskDialog } from '../tasks/new-task-dialog.tsx'
import { TaskLink } from '../tasks/task-link.tsx'
import { DueMark, MilestoneMark, PriorityMark, TaskStatusBadge } from '../tasks/task-marks.tsx'
import { useMoveTask, type TaskStatus } from '../tasks/use-move-task.tsx'
import { inWords } from '../templates/template-words.ts'
import { useMayIn } from './use-project.ts'

type TaskQuery = Query<'GET /v1/admin/projects/:projectId/tasks'>
const LIMIT = 50

function columnsOf(people: Lookup<Person>, move?: (task: Task, to: TaskStatus) => void): Column<Task>[] {
  return [
    {
      id: 'title',
      header: t('Task'),
      sort: 'title',
      cell: (task) => (
        <div style={{ display: 'flex', gap: 6, alignItems: 'center', minWidth: 160 }}>
          {task.kind === 'milestone' && <MilestoneMark />}
          <TaskLink task={task} />
        </div>
      ),
    },
    { id: 'stage', header: t('Stage'), cell: ({ stage }) => stage && inWords(stage), wide: true },
    { id: 'status', header: t('Status'), sort: 'status', cell: ({ status }) => <TaskStatusBadge status={status} /> },
    {
      id: 'priority',
      header: t('Priority'),
      sort: 'priority',
      cell: ({ priority }) => <PriorityMark priority={priority} />,
      wide: true,
    },
    {
      id: 'people',
      header: t('People'),
      cell: ({ assigneeIds }) => <PeopleMarks names={assigneeIds.map(people.name)} />,
    },
    {
      id: 'progress',
      header: t('Progress'),
      cell: ({ progress }) => <ProgressBar percent={progress} />,
      width: 150,
      wide: true,
    },
    {
      id: 'due',
      header: t('Due'),
      sort: 'dueOn',
      cell: ({ dueOn, overdue }) => <DueMark dueOn={dueOn} overdue={overdue} />,
    },
    ...(move
      ? [
          {
            id: 'move',
            header: t('Move'),
            cell: (task: Task) => <MoveMenu task={task} onMove={(to) => move(task, to)} />,
          },
        ]
      : []),
  ]
}

export function ListTab() {
  const { projectId = '' } = useParams({ strict: false })
  const [search, setSearch] = useSearchState()
  const [adding, setAdding] = useState(false)
  const people = usePeople()
  const may = useMayIn(projectId)
  const { move, dialog } = useMoveTask()
  const { q, status, assignee, sort = 'startOn', page = '1', only } = search
  const query = {
    limit: LIMIT,
    page: Number(page),
    sort: sort as TaskQuery['sort'],
    ...(q && { q }),
    ...(status && { status }),
    ...(assignee && { assigneeId: assignee }),
    ...(only === 'overdue' && { overdue: true as const }),
    ...(only === 'ready' && { ready: true as const }),
  }
  const tasks = useDoor('GET /v1/admin/projects/:projectId/tasks', { params: { projectId }, query }, { keep: true })
  const mayMove = may('task.update_status')
  const columns = useMemo(() => columnsOf(people, mayMove ? move : undefined), [people, mayMove, move])
  return (
    <>
      <Group mb="sm" gap="xs">
        <TaskFilters people={people} />
        {may('task.create') && (
          <Button ml="auto" leftSection={<Plus size={16} />} onClick={() => setAdding(true)}>
            {t('New task')}
          </Button>
        )}
      </Group>
      <Card flush>
        <Loaded query={tasks}>
          {({ data, pagination }) =>
            data.length === 0 ? (
              <EmptyState title={t('No tasks')}>{t('Nothing matches, or nothing has been planned yet.')}</EmptyState>
            ) : (
              <>
                <DataTable
                  label={t('Tasks')}
                  columns={columns}
                  rows={data}
                  idOf={({ id }) => id}
                  nameOf={({ title }) => title}
                  sort={sort}
                  onSort={(by) => setSearch({ sort: by, page: undefined })}
                  stale={tasks.isPlaceholderData}
                />
                <Pages pagination={pagination} shown={data.length} onPage={(to) => setSearch({ page: String(to) })} />
              </>
            )
          }
        </Loaded>
      </Card>
      {dialog}
      {adding && <NewTaskDialog projectId={projectId} onClose={() => setAdding(false)} />}
    </>
  )
}

function TaskFilters({ people }: { people: Lookup<Person> }) {
  const [{ q, status, assignee, only }, setSearch] = useSearchState()
  const filter = (change: Record<string, string | undefined>) => setSearch({ ...change, page: undefined })
  return (
    <>
      <SearchBox size="sm" name={t('Find tasks')} value={q ?? ''} onSearch={(words) => filter({ q: words })} />
      <Select
        aria-label={t('Status')}
        placeholder={t('Any status')}
        clearable
        data={choicesOf(TASK_STATUS())}
        value={status ?? null}
        onChange={(value) => filter({ status: value ?? undefined })}
        w={150}
      />
      <Select
        aria-label={t('Person')}
        placeholder={t('Anybody')}
        clearable
        searchable
        data={people.choices}
        value={assignee ?? null}
        onChange={(value) => filter({ assignee: value ?? undefined })}
        w={180}
      />
      <Segments
        label={t('Which tasks')}
        value={only ?? ''}
        onChange={(value) => filter({ only: value || undefined })}
        choices={[
          { value: '', label: t('All') },
          { value: 'overdue', label: t('Overdue') },
          { value: 'ready', label: t('Ready') },
        ]}
      />
    </>
  )
}
