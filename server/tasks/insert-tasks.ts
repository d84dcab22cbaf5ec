// Writes new tasks, however many, in one statement for each table.
import { sql } from 'kysely'
import type { TaskLife } from '../../domain/task-life.ts'
import { columnOf } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'

type Row = Record<string, unknown> & { id: string }

/** What a task's row has where nothing is said: the table's defaults. */
const DEFAULTS = { description: '', required: true, weight: 1, status: 'pending', progress: 0, critical: false }

/** Rows of tasks, by the names of their fields; what is undefined takes its default. */
export function insertTasks(tx: Tx, rows: readonly Row[]): void {
  const names = new Set(Object.keys(DEFAULTS))
  const records = rows.map((row) => {
    const record: Record<string, unknown> = { ...DEFAULTS }
    for (const [field, value] of Object.entries(row)) {
      if (value === undefined) continue
      const name = columnOf(field)
      names.add(name)
      record[name] = value
    }
    return record
  })
  const columns = sql.raw([...names].join(', '))
  tx.send(sql`insert into tasks (organization_id, ${columns})
    select ${tx.actor.organizationId}, ${columns} from json_populate_recordset(null::tasks, ${JSON.stringify(records)})`)
}

export function insertAssignees(tx: Tx, tasks: readonly { id: string; assigneeIds: readonly string[] }[]): void {
  const pairs = tasks.flatMap(({ id, assigneeIds }) => [...new Set(assigneeIds)].map((person) => ({ id, person })))
  if (pairs.length === 0) return
  tx.send(sql`insert into task_assignees (organization_id, task_id, person_id)
    select ${tx.actor.organizationId}, task, person
    from unnest(${pairs.map(({ id }) => id)}::text[], ${pairs.map(({ person }) => person)}::text[]) w (task, person)`)
}

/** The first step of each history, and the second of what was taken over further along. */
export function insertHistories(
  tx: Tx,
  tasks: readonly { id: string; input: { come?: Pick<TaskLife, 'status' | 'progress'> | undefined } }[],
): void {
  const steps = tasks.flatMap(({ id, input: { come } }) => [
    { id, n: 1, from: null, to: 'pending', progress: 0 },
    ...(come ? [{ id, n: 2, from: 'pending', to: come.status, progress: come.progress }] : []),
  ])
  tx.send(sql`insert into task_status_changes (organization_id, task_id, n, from_status, to_status, progress, actor_type, actor_id, at)
    select ${tx.actor.organizationId}, s.id, s.n, s.from, s.to, s.progress, ${tx.actor.type}, ${tx.actor.id}, ${tx.now}
    from json_to_recordset(${JSON.stringify(steps)}) as s(id text, n integer, "from" text, "to" text, progress smallint)`)
}
