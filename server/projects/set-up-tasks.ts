// A template's tasks in a project: made all at once, with who was chosen for them as far as they can take them on.
import { sql } from 'kysely'
import { saidIn } from '../../domain/problems.ts'
import type { Said } from '../../domain/said.ts'
import { parentsFirst, startsOf } from '../../domain/template-plan.ts'
import { staff, type Need, type Staffing } from '../../domain/staffing.ts'
import type { TemplateTask } from '../../domain/template.ts'
import type { Tx } from '../platform/transaction.ts'
import { createTasks, type TakenTask } from '../tasks/create-task.ts'
import type { Ground } from './set-up-ground.ts'

/** What was not done, and why. */
export interface Left {
  /** The title of the task, where it is about one. */
  task?: string
  reason: Said
}

export interface MadeTask {
  id: string
  key: string
  title: string
  task: TemplateTask
  personId: string | undefined
  startOn: string | null
  dueOn: string | null
}

/** What the template's tasks ask of people. Whole tasks are done by who does their parts; a milestone needs nobody unless it says. */
export function needsOf(tasks: readonly TemplateTask[]): Need[] {
  const wholes = new Set(tasks.map(({ parentKey }) => parentKey))
  return tasks
    .filter(
      ({ key, kind, role, skills }) => !wholes.has(key) && (kind === 'task' || role !== null || skills.length > 0),
    )
    .map(({ key, role, skills, estimateMinutes }) => ({ key, role, skills, minutes: estimateMinutes ?? 0 }))
}

/** Thrown to take back an attempt in which somebody could not take a task on. */
class Again extends Error {}

/**
 * Makes them all. Where whoever was chosen has not the time between a task's dates, the next best does it, or nobody, with
 * the reason: since that may move others, all are then made anew, until everybody who is on one can do it.
 */
export async function makeTasks(
  tx: Tx,
  projectId: string,
  tasks: readonly TemplateTask[],
  ground: Ground,
  staffing: Staffing,
  left: Left[],
): Promise<MadeTask[]> {
  if (tasks.length === 0) return []
  const ordered = parentsFirst(tasks)
  const starts = startsOf(ordered, ground.calendar, ground.startOn)
  const people = new Map(staffing.people)
  const tried = new Map<string, string[]>()
  for (;;) {
    const refused = new Map<string, Said>()
    try {
      return await tx.savepoint(async () => {
        const made = ordered.map((task) => ({ id: tx.newId('tsk'), task, personId: people.get(task.key) }))
        await createTasks(tx, projectId, inputsOf(made, starts), (problem, id) => refused.set(id, saidIn(problem)))
        for (const { id, task } of made) {
          const reason = refused.get(id)
          if (reason === undefined) continue
          const next = nextBest(task, ground, tried, people.get(task.key))
          if (next !== undefined) people.set(task.key, next)
          else if (people.delete(task.key)) left.push({ task: task.title, reason })
        }
        if (refused.size > 0) throw new Again()
        return withDates(tx, made)
      })
    } catch (error) {
      if (!(error instanceof Again)) throw error
    }
  }
}

/** Who else could do it; nobody where it is a part that somebody was named for. */
function nextBest(
  task: TemplateTask,
  { candidates, managerId, accountManagerId }: Ground,
  tried: Map<string, string[]>,
  refused: string | undefined,
): string | undefined {
  if (refused === undefined || refused === managerId || refused === accountManagerId) return undefined
  const before = [...(tried.get(task.key) ?? []), refused]
  tried.set(task.key, before)
  const others = candidates.filter(({ id }) => !before.includes(id))
  return staff(needsOf([task]), others).people.get(task.key)
}

type Drafted = Pick<MadeTask, 'id' | 'task' | 'personId'>

function inputsOf(made: readonly Drafted[], starts: ReadonlyMap<string, string | null>): TakenTask[] {
  const ids = new Map(made.map(({ id, task }) => [task.key, id]))
  return made.map(({ id, task, personId }) => {
    const { key, title, kind, description, stage, durationDays, estimateMinutes, priority, required, parentKey } = task
    const start = starts.get(key) ?? null
    return {
      id,
      title,
      kind,
      description,
      stage,
      priority,
      required,
      estimateMinutes,
      // A template that names what it does not have is refused as any task is that does.
      parentId: parentKey === null ? null : (ids.get(parentKey) ?? parentKey),
      dependencies: task.dependsOn.map((link) => ({
        taskId: ids.get(link.key) ?? link.key,
        type: link.type,
        lagDays: link.lagDays,
      })),
      ...(durationDays !== null && { durationDays }),
      ...(start !== null && { constraint: { kind: 'not_before', on: start } }),
      ...(personId !== undefined && { assigneeIds: [personId] }),
    }
  })
}

async function withDates(tx: Tx, made: readonly Drafted[]): Promise<MadeTask[]> {
  const rows = await tx.rows<{ id: string; startOn: string | null; dueOn: string | null }>(sql`
    select t.id, t.start_on as "startOn", t.due_on as "dueOn" from tasks t
    where t.organization_id = ${tx.actor.organizationId} and t.id = any(${made.map(({ id }) => id)})`)
  const dates = new Map(rows.map((row) => [row.id, row]))
  return made.map(({ id, task, personId }) => ({
    id,
    key: task.key,
    title: task.title,
    task,
    personId,
    startOn: dates.get(id)?.startOn ?? null,
    dueOn: dates.get(id)?.dueOn ?? null,
  }))
}
