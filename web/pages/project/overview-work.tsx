// What is late and what comes next in a project: tasks, and the milestones ahead.
import { Anchor, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Diamond } from 'lucide-react'
import type { ListedProject, Task } from '../../api-types.ts'
import { useDoor, type Query } from '../../api.ts'
import { showDay, showDaysFrom, showMoney, today } from '../../formats.ts'
import { TASK_STATUS } from '../../labels.ts'
import { usePeople } from '../../lookups.ts'
import { PeopleMarks, ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t, tn } from '../../words.ts'
import styles from './overview.module.css'

const TASKS = 'GET /v1/admin/projects/:projectId/tasks'
const OPEN = 'pending,in_progress,in_review,blocked'
const SHOWN = 5

const useTasks = (projectId: string, query: Query<typeof TASKS>) =>
  useDoor(TASKS, { params: { projectId }, query: { status: OPEN, sort: 'dueOn', limit: SHOWN, ...query } })

export function OpenTasks({ project }: { project: ListedProject }) {
  const overdue = useTasks(project.id, { overdue: true })
  const next = useTasks(project.id, { kind: 'task', 'dueOn[gte]': today() })
  const blocked = project.taskCounts.blocked
  const late = overdue.data?.pagination.total ?? 0
  return (
    <Card
      title={t('Tasks')}
      about={
        <Group gap={10}>
          <span>{tn(openTasks(project), '{count} open', '{count} open')}</span>
          {late > 0 && (
            <Text span c="var(--bad)">
              {tn(late, '{count} overdue', '{count} overdue')}
            </Text>
          )}
          {blocked > 0 && (
            <Text span c="var(--bad)">
              {tn(blocked, '{count} blocked', '{count} blocked')}
            </Text>
          )}
        </Group>
      }
      actions={
        <Anchor component={Link} to={`/projects/${project.id}/list`} size="sm">
          {t('All tasks')}
        </Anchor>
      }
    >
      {late > 0 && (
        <>
          <Part name={t('Overdue')} />
          <Loaded query={overdue} rows={2}>
            {({ data }) => <Tasks tasks={data} />}
          </Loaded>
        </>
      )}
      {late > 0 && <Part name={t('Next')} />}
      <Loaded query={next} rows={4}>
        {({ data }) => (data.length > 0 ? <Tasks tasks={data} /> : <Nothing text={t('Nothing is planned ahead.')} />)}
      </Loaded>
    </Card>
  )
}

const openTasks = ({ taskCounts }: ListedProject): number =>
  taskCounts.pending + taskCounts.in_progress + taskCounts.in_review + taskCounts.blocked

const Part = ({ name }: { name: string }) => (
  <Text component="h3" size="xs" fw={600} c="dimmed" mt={8}>
    {name}
  </Text>
)
const Nothing = ({ text }: { text: string }) => (
  <Text size="sm" c="dimmed">
    {text}
  </Text>
)

function Tasks({ tasks }: { tasks: Task[] }) {
  const people = usePeople()
  return (
    <ul className={styles.lines}>
      {tasks.map(({ id, title, status, dueOn, overdue, assigneeIds }) => (
        <li key={id} className={`${styles.line} ${styles.task}`}>
          <Link to="." search={((now: Record<string, string>) => ({ ...now, task: id })) as never}>
            {title}
          </Link>
          <Group gap={12} wrap="nowrap">
            <PeopleMarks names={assigneeIds.map((person) => people.name(person))} most={3} />
            {dueOn && (
              <Text
                span
                size="sm"
                className="numbers"
                c={overdue ? 'var(--bad)' : 'dimmed'}
                title={showDay(dueOn)}
                style={{ whiteSpace: 'nowrap' }}
              >
                {showDaysFrom(dueOn)}
              </Text>
            )}
            <ToneBadge tone={TASK_STATUS()[status].tone}>{TASK_STATUS()[status].text}</ToneBadge>
          </Group>
        </li>
      ))}
    </ul>
  )
}

export function Milestones({ project }: { project: ListedProject }) {
  const milestones = useTasks(project.id, { kind: 'milestone' })
  return (
    <Card title={t('Milestones ahead')}>
      <Loaded query={milestones} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <Nothing text={t('None is planned.')} />
          ) : (
            <ul className={styles.lines}>
              {data.map((milestone) => (
                <Milestone key={milestone.id} milestone={milestone} currency={project.currency} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}

function Milestone({
  milestone: { id, title, dueOn, overdue, billableMinor },
  currency,
}: {
  milestone: Task
  currency: string
}) {
  return (
    <li className={styles.line}>
      <Group gap={8} wrap="nowrap">
        <Diamond size={14} aria-hidden style={{ flex: 'none' }} />
        <Link to="." search={((now: Record<string, string>) => ({ ...now, task: id })) as never}>
          {title}
        </Link>
      </Group>
      <Text component="div" size="sm" className="numbers" ta="right" c={overdue ? 'var(--bad)' : 'dimmed'}>
        {dueOn ? t('{day}, {when}', { day: showDay(dueOn), when: showDaysFrom(dueOn) }) : t('no date')}
        {billableMinor !== null && <div>{showMoney(billableMinor, currency)}</div>}
      </Text>
    </li>
  )
}
