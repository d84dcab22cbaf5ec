// What happens in random agencies beside the rest, and matters to figures: tasks stand still, people go and come, zones change.
import { sql } from 'kysely'
import type { BlockedReason, TaskStatusChange } from '../domain/task.ts'
import { reinstatePerson, suspendPerson } from '../server/people/person-operations.ts'
import { changeSettings, deleteHoliday } from '../server/planning/working-time-operations.ts'
import { updateRequest } from '../server/requests/request-operations.ts'
import { updateTaskStatus } from '../server/tasks/task-operations.ts'
import { updateTask } from '../server/tasks/update-task.ts'
import type { Happening } from './pulse-random.ts'
import { chance, oneOf, PEOPLE } from './pulse-random-work.ts'

const REASONS: readonly BlockedReason[] = ['waiting_client', 'waiting_approval', 'capacity']

const stands: Happening = (tx, { pick, tasks }) => {
  const task = oneOf(pick, tasks)
  const blockedReason = oneOf(pick, REASONS) ?? 'other'
  const change = oneOf<TaskStatusChange>(pick, [
    { status: 'blocked', blockedReason },
    { blockedReason },
    { status: 'in_progress' },
    { status: 'in_review' },
    { progress: pick(100) },
  ])
  return task && updateTaskStatus(tx, task.id, change ?? {})
}

const estimates: Happening = (tx, { pick, tasks }) => {
  const task = oneOf(pick, tasks)
  return task && updateTask(tx, task.id, { estimateMinutes: chance(pick, 90) ? 30 * (1 + pick(40)) : null })
}

const presses: Happening = (tx, { pick, requests }) => {
  const request = oneOf(pick, requests)
  return request && updateRequest(tx, request.id, { priority: oneOf(pick, ['low', 'urgent'] as const) ?? 'high' })
}

const comesAndGoes: Happening = (tx, { pick }) => {
  const person = oneOf(pick, PEOPLE) ?? ''
  return chance(pick, 50) ? suspendPerson(tx, person) : reinstatePerson(tx, person)
}

const changesDays: Happening = async (tx, { pick }) => {
  if (chance(pick, 30))
    return changeSettings(tx, {
      timezone: oneOf(pick, ['Asia/Tokyo', 'America/Los_Angeles', 'Europe/Berlin']) ?? 'UTC',
    })
  const [holiday] = await tx.rows<{ id: string }>(sql`select id from holidays
    where organization_id = ${tx.actor.organizationId} order by id limit 1 offset ${pick(3)}`)
  return holiday && deleteHoliday(tx, holiday.id)
}

/** Those that happen more often are named more often. */
export const ALSO: readonly Happening[] = [
  stands,
  stands,
  stands,
  stands,
  estimates,
  estimates,
  presses,
  comesAndGoes,
  changesDays,
]
