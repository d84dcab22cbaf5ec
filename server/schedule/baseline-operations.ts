// What can be done with baselines: freeze the plan, name it otherwise, let it go.
import { sql } from 'kysely'
import { MAX_BASELINES, type Baseline, type BaselineChange, type NewBaseline } from '../../domain/baseline.ts'
import { invalidField } from '../../domain/problems.ts'
import { say } from '../../domain/said.ts'
import { changesBetween, checkVersion, insertRow, updateRow } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { lockProjectOfTasks } from '../tasks/task-project.ts'
import { countBaselines, getBaseline, lockBaseline } from './baseline-queries.ts'

/** Freezes a project's plan: every task of it that is there, as it is planned now. */
export async function createBaseline(tx: Tx, projectId: string, input: NewBaseline): Promise<Baseline> {
  const { accountId } = await lockProjectOfTasks(tx, projectId)
  if ((await countBaselines(tx, projectId)) >= MAX_BASELINES)
    throw invalidField('', 'limit', say`the project has ${MAX_BASELINES} baselines; delete one first`)
  const { id = tx.newId('bsl'), ...fields } = input
  insertRow(tx, 'baselines', { id, projectId, ...fields, createdAt: tx.now, updatedAt: tx.now })
  tx.send(sql`
    insert into baseline_tasks (organization_id, baseline_id, task_id, title, status, start_on, due_on, duration_days, estimate_minutes)
    select organization_id, ${id}, id, title, status, start_on, due_on, duration_days, estimate_minutes from tasks
    where organization_id = ${tx.actor.organizationId} and project_id = ${projectId} and deleted_at is null`)
  tx.record(
    'baseline.created',
    subjectOf({ id, version: 1, projectId, accountId }),
    changesBetween({}, { ...input, id }),
  )
  return getBaseline(tx, projectId, id)
}

/** Changes its name or note; what it holds never changes. */
export async function updateBaseline(tx: Tx, projectId: string, id: string, change: BaselineChange): Promise<Baseline> {
  const baseline = await lockBaseline(tx, projectId, id)
  await checkVersion(tx, 'baseline', baseline, Object.keys(change))
  const changes = changesBetween<Baseline>(baseline, change as Partial<Baseline>)
  if (Object.keys(changes).length === 0) return getBaseline(tx, projectId, id)
  updateRow(tx, 'baselines', id, change)
  tx.record('baseline.updated', subjectOf({ ...baseline, version: baseline.version + 1 }), changes)
  return getBaseline(tx, projectId, id)
}

export async function deleteBaseline(tx: Tx, projectId: string, id: string): Promise<void> {
  const baseline = await lockBaseline(tx, projectId, id)
  await checkVersion(tx, 'baseline', baseline, 'all')
  tx.send(sql`delete from baselines where organization_id = ${tx.actor.organizationId} and id = ${id}`)
  const { name, note } = baseline
  tx.record('baseline.deleted', subjectOf({ ...baseline, version: baseline.version + 1 }), {
    name: { from: name, to: null },
    note: { from: note, to: null },
  })
}

const subjectOf = (baseline: { id: string; version: number; projectId: string; accountId: string }) => ({
  type: 'baseline',
  id: baseline.id,
  version: baseline.version,
  projectId: baseline.projectId,
  accountId: baseline.accountId,
})
