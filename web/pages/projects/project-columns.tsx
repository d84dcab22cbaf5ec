// The columns of the table of projects: what each shows, what it is sorted by, which are there at first.
import type { ListedProject } from '../../api-types.ts'
import { showAgo, showDay, showNumber, today } from '../../formats.ts'
import { BAND, PRIORITY, PROJECT_STATUS } from '../../labels.ts'
import { PlainLink } from '../../plain-link.tsx'
import { PeopleMarks, ToneBadge } from '../../ui/badges.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { ProgressBar, PulseRing } from '../../ui/figures.tsx'
import { t, tn } from '../../words.ts'
import { isOver } from '../project/project-moves.ts'
import { nameOfType } from '../project/project-words.ts'
import { openTasksOf } from './project-filters.ts'
import styles from './projects.module.css'

export const columns = (): Column<ListedProject>[] => [
  { id: 'name', header: t('Project'), sort: 'name', cell: (project) => <Name project={project} /> },
  { id: 'client', header: t('Client'), cell: ({ names }) => <div style={{ minWidth: 130 }}>{names.account}</div> },
  { id: 'status', header: t('Status'), sort: 'status', cell: ({ status }) => <Status status={status} /> },
  { id: 'priority', header: t('Priority'), sort: 'priority', cell: ({ priority }) => <Priority priority={priority} /> },
  { id: 'health', header: t('Health'), sort: 'score', cell: ({ health }) => <Health health={health} /> },
  {
    id: 'progress',
    header: t('Progress'),
    sort: 'progress',
    width: 150,
    cell: ({ progress }) => <ProgressBar percent={progress} />,
  },
  { id: 'start', header: t('Start'), sort: 'startOn', cell: ({ startOn }) => startOn && <Day on={startOn} /> },
  { id: 'due', header: t('Due'), sort: 'dueOn', cell: (project) => <Due project={project} /> },
  { id: 'tasks', header: t('Tasks'), align: 'right', cell: (project) => <Tasks project={project} /> },
  { id: 'manager', header: t('Manager'), cell: ({ names }) => names.manager },
  { id: 'people', header: t('People'), cell: ({ names }) => <PeopleMarks names={names.assignedTeam} /> },
  { id: 'team', header: t('Team'), cell: ({ names }) => names.team },
  { id: 'tags', header: t('Tags'), cell: ({ tags }) => <Tags tags={tags} /> },
  { id: 'updated', header: t('Changed'), sort: 'updatedAt', cell: ({ updatedAt }) => showAgo(updatedAt) },
]
const FIRST = ['name', 'client', 'status', 'health', 'progress', 'due', 'tasks', 'people']

/** The columns that an address names, in their order; without a name those that are there at first. */
export function shownColumns(named: string | undefined): string[] {
  const wanted = named ? named.split(',') : FIRST
  return columns().flatMap(({ id }) => (id === 'name' || wanted.includes(id) ? [id] : []))
}
/** As the address names them; nothing where they are those of the beginning. */
export const namedColumns = (ids: string[]): string | undefined =>
  ids.length === FIRST.length && ids.every((id) => FIRST.includes(id)) ? undefined : ids.join(',')

function Name({ project: { id, name, type } }: { project: ListedProject }) {
  return (
    <div style={{ minWidth: 190 }}>
      <PlainLink href={`/projects/${id}`} className={styles.name}>
        {name}
      </PlainLink>
      <div className={styles.small}>{nameOfType(type)}</div>
    </div>
  )
}

export function Status({ status }: { status: ListedProject['status'] }) {
  const { text, tone } = PROJECT_STATUS()[status]
  return <ToneBadge tone={tone}>{text}</ToneBadge>
}
function Priority({ priority }: { priority: ListedProject['priority'] }) {
  const { text, tone } = PRIORITY()[priority]
  return <ToneBadge tone={tone}>{text}</ToneBadge>
}

export function Health({ health: { score, band } }: { health: ListedProject['health'] }) {
  return (
    <span className={styles.health}>
      <PulseRing score={score} band={band} />
      <span className={styles.small}>{band === 'unknown' ? '' : BAND()[band].text}</span>
    </span>
  )
}

const Day = ({ on }: { on: string }) => (
  <span className="numbers" style={{ whiteSpace: 'nowrap' }}>
    {showDay(on)}
  </span>
)

export function Due({ project: { dueOn, status } }: { project: ListedProject }) {
  if (dueOn === null) return null
  const isLate = dueOn < today() && !isOver(status)
  return (
    <div>
      <Day on={dueOn} />
      {isLate && <div className={styles.late}>{t('past due')}</div>}
    </div>
  )
}

export function Tasks({ project }: { project: ListedProject }) {
  const { overdueTasks } = project
  return (
    <span className="numbers" style={{ whiteSpace: 'nowrap' }}>
      {tn(openTasksOf(project), '{count} open', '{count} open')}
      {overdueTasks > 0 && (
        <div className={styles.late}>{t('{count} overdue', { count: showNumber(overdueTasks) })}</div>
      )}
    </span>
  )
}

const Tags = ({ tags }: { tags: string[] }) => (
  <span className={styles.tags}>
    {tags.map((tag) => (
      <span key={tag} className={styles.tag}>
        {tag}
      </span>
    ))}
  </span>
)
