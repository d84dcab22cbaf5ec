// The project's board: tasks by status, moved by dragging or by each card's menu.
import { Button, Group, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Task } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showNumber } from '../../formats.ts'
import { TASK_STATUS } from '../../labels.ts'
import { usePeople } from '../../lookups.ts'
import { SearchBox } from '../../ui/search-box.tsx'
import { Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { NewTaskDialog } from '../tasks/new-task-dialog.tsx'
import { useMoveTask, type TaskStatus } from '../tasks/use-move-task.tsx'
import { BoardCard } from './board-card.tsx'
import styles from './board.module.css'
import { useDropTarget } from './board-drag.ts'
import { useMayIn } from './use-project.ts'

const COLUMNS: TaskStatus[] = ['pending', 'in_progress', 'in_review', 'blocked', 'completed']
/** So many cards of a column at first, and as many as the server tells at once. */
const STEP = 50
const MOST = 100

export function BoardTab() {
  const { projectId = '' } = useParams({ strict: false })
  const [search, setSearch] = useSearchState()
  const [adding, setAdding] = useState(false)
  const { move, dialog } = useMoveTask()
  const may = useMayIn(projectId)
  return (
    <>
      <Group justify="space-between" mb="sm">
        <SearchBox size="sm" name={t('Find tasks')} value={search.q ?? ''} onSearch={(q) => setSearch({ q })} />
        {may('task.create') && (
          <Button leftSection={<Plus size={16} />} onClick={() => setAdding(true)}>
            {t('New task')}
          </Button>
        )}
      </Group>
      <div className={styles.board} tabIndex={0} role="region" aria-label={t('Board')}>
        {COLUMNS.map((status) => (
          <BoardColumn key={status} projectId={projectId} status={status} q={search.q} onMove={move} />
        ))}
      </div>
      {dialog}
      {adding && <NewTaskDialog projectId={projectId} onClose={() => setAdding(false)} />}
    </>
  )
}

interface ColumnProps {
  projectId: string
  status: TaskStatus
  q: string | undefined
  onMove: (task: Task, to: TaskStatus) => void
}

function BoardColumn({ projectId, status, q, onMove }: ColumnProps) {
  const [limit, setLimit] = useState(STEP)
  const people = usePeople()
  const query = {
    status,
    limit,
    sort: status === 'completed' ? ('-updatedAt' as const) : ('dueOn' as const),
    ...(q && { q }),
  }
  const tasks = useDoor('GET /v1/admin/projects/:projectId/tasks', { params: { projectId }, query }, { keep: true })
  const { ref, isOver } = useDropTarget(status, onMove)
  const { text } = TASK_STATUS()[status]
  // A card that was just moved is no longer of this column, before the server has said so.
  const shown = tasks.data?.data.filter((task) => task.status === status) ?? []
  const total = tasks.data?.pagination.total ?? shown.length
  return (
    <section className={styles.column} ref={ref} data-over={isOver || undefined} aria-label={text}>
      <Group justify="space-between" px={4} pb={6}>
        <Text component="h2" size="sm" fw={600} m={0}>
          {text}
        </Text>
        <Text size="sm" c="dimmed" className="numbers">
          {showNumber(total)}
        </Text>
      </Group>
      <Loaded query={tasks} rows={3}>
        {() => (
          <ul className={styles.cards}>
            {shown.map((task) => (
              <BoardCard key={task.id} task={task} people={people} onMove={onMove} />
            ))}
            {shown.length === 0 && <li className={styles.none}>{q ? t('Nothing found') : t('Nothing here')}</li>}
          </ul>
        )}
      </Loaded>
      {total > limit && limit < MOST && (
        <Button variant="subtle" size="compact-sm" fullWidth onClick={() => setLimit(MOST)}>
          {t('Show more')}
        </Button>
      )}
      {total > limit && limit === MOST && (
        <Text size="sm" c="dimmed" ta="center" p={6}>
          {t('The other {count} are in the list.', { count: showNumber(total - limit) })}
        </Text>
      )}
    </section>
  )
}
