// What creating a project would lead to: it is created and set up for real, in a transaction that is taken back.
import { sql } from 'kysely'
import type { NewProject } from '../../domain/project.ts'
import type { SetUpPreview } from '../../domain/set-up.ts'
import { inEnglish } from '../../domain/said.ts'
import { speechFor } from '../access/reader-speech.ts'
import { listAllocations } from '../capacity/allocation-queries.ts'
import type { Tx } from '../platform/transaction.ts'
import { findTasks } from '../tasks/task-queries.ts'
import { createProject } from './create-project.ts'
import { setUpProject } from './set-up-project.ts'
import { welcomeText } from './set-up-words.ts'

/** As if its draft were over. The rule may be off, or tuned otherwise: this is what it does where it is on. */
export async function previewSetUp(tx: Tx, input: NewProject): Promise<SetUpPreview> {
  const { id } = await createProject(tx, { ...input, draft: false })
  const setUp = await setUpProject(tx, id)
  const [tasks, allocations, people] = await Promise.all([
    findTasks(tx, sql`t.project_id = ${id}`),
    listAllocations(tx, { projectId: id }),
    tx.rows<{ personId: string; name: string }>(sql`
      select p.id as "personId", p.name from project_members m
      join people p on p.organization_id = m.organization_id and p.id = m.person_id
      where m.organization_id = ${tx.actor.organizationId} and m.project_id = ${id} order by p.id`),
  ])
  const shares = people.map((person) => {
    const own = tasks.filter(({ assigneeIds }) => assigneeIds.includes(person.personId))
    return { ...person, tasks: own.length, minutes: own.reduce((sum, task) => sum + (task.estimateMinutes ?? 0), 0) }
  })
  const { project } = setUp
  const left = setUp.left.map(({ task, reason }) => ({
    ...(task !== undefined && { task }),
    reason: inEnglish(reason),
    said: reason,
  }))
  const welcome = welcomeText(setUp, await speechFor(tx))
  return { project, tasks, allocations, people: shares, welcome, left }
}
