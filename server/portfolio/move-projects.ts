// Projects moved by working days, each by its own calendar.
import { notFound, Problem } from '../../domain/problems.ts'
import { isOpenProject } from '../../domain/project-life.ts'
import { checkVersion } from '../platform/rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { lockProjects, type LockedProject } from '../projects/project-queries.ts'
import { movePlans } from './move-plans.ts'
import { sayStatus, say } from '../../domain/said.ts'

export interface MoveProject {
  id: string
  data: { byDays: number }
  /** The version that the caller last saw. */
  ifMatch: number | undefined
}

/** Moves all that has not begun of open projects, all of them or none, in the order given. */
export async function moveProjects(tx: Tx, moves: readonly MoveProject[]): Promise<void> {
  const projects = await lockProjects(
    tx,
    moves.map(({ id }) => id),
  )
  const together: { byDays: number; projects: LockedProject[] }[] = []
  for (const { id, data, ifMatch } of moves) {
    const project = projects.get(id)
    if (!project) throw notFound('project')
    if (ifMatch !== undefined) await checkVersion(tx.as({ ifMatch }), 'project', project, ['startOn', 'dueOn'])
    if (!isOpenProject(project.status))
      throw new Problem('invalid_transition', say`The project is ${sayStatus(project.status)}; reopen it first.`, {
        allowed: [],
      })
    const last = together.at(-1)
    if (last?.byDays === data.byDays) last.projects.push(project)
    else together.push({ byDays: data.byDays, projects: [project] })
  }
  for (const { byDays, projects: theirs } of together) await movePlans(tx, theirs, { byDays })
}
