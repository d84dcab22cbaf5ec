// What creating and changing projects share: which fields are about people, how dates stand to each other, what an entry is about.
import { invalidField } from '../../domain/problems.ts'

/** Fields that need the right to assign. */
export const ASSIGNING = ['managerId', 'teamId', 'assignedTeam']

export const subjectOf = (project: { id: string; version: number; accountId: string }) => ({
  type: 'project',
  id: project.id,
  version: project.version,
  projectId: project.id,
  accountId: project.accountId,
})

export function checkDates(startOn: string | null, dueOn: string | null): void {
  if (startOn !== null && dueOn !== null && dueOn < startOn)
    throw invalidField('/dueOn', 'order', 'is not before startOn')
}
