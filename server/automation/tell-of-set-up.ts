// Who hears of what was set up, or came back, and of what of it they are to do.
import { notify } from '../notifications/notify.ts'
import type { Tx } from '../platform/transaction.ts'
import type { SetUp } from '../projects/set-up-project.ts'
import { sayLeft, summaryOf } from '../projects/set-up-words.ts'
import type { Repeated } from '../projects/task-series.ts'

const MOST_SAID = 10

/** The manager hears what is there and what is left to them; the team, that they are on it; each, what is theirs. */
export function tellOfSetUp(tx: Tx, setUp: SetUp): void {
  const { project, left, tasks, entryId } = setUp
  const { id, name, accountId, managerId, assignedTeam } = project
  const about = { entity: { type: 'project', id }, projectId: id, accountId, causeId: entryId }
  const more = left.length > MOST_SAID ? [`… and ${left.length - MOST_SAID} more`] : []
  const lines = [summaryOf(setUp), ...left.slice(0, MOST_SAID).map(sayLeft), ...more]
  if (managerId !== null)
    notify(tx, {
      ...about,
      kind: 'project_set_up',
      personIds: [managerId],
      title: `${name} is set up`,
      body: lines.join('\n'),
    })
  for (const personId of assignedTeam.filter((person) => person !== managerId)) {
    const own = tasks.filter((task) => task.personId === personId).map(({ title }) => title)
    const body =
      own.length === 0 ? '' : `Yours: ${own.slice(0, MOST_SAID).join(', ')}${own.length > MOST_SAID ? ' …' : ''}`
    notify(tx, { ...about, kind: 'project_assigned', personIds: [personId], title: `You are on ${name}`, body })
  }
  for (const { id: taskId, title, personId } of tasks)
    if (personId !== undefined) tellOfTask(tx, { taskId, title, personIds: [personId], project })
}

export const tellOfRepeated = (tx: Tx, repeated: Repeated): void => tellOfTask(tx, repeated)

/** Of the entry that made the task: whoever else tells of that tells the same. */
function tellOfTask(
  tx: Tx,
  {
    taskId,
    title,
    personIds,
    project,
  }: Omit<Repeated, 'project'> & { project: { id: string; name: string; accountId: string } },
): void {
  const made = tx.recorded.find(({ event, entityId }) => event === 'task.created' && entityId === taskId)
  notify(tx, {
    kind: 'task_assigned',
    personIds,
    entity: { type: 'task', id: taskId },
    projectId: project.id,
    accountId: project.accountId,
    title: `${title} is yours`,
    body: `In ${project.name}.`,
    causeId: made?.id ?? null,
  })
}
