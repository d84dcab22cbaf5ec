// The walk's lines about what happened: who may, and a request that succeeds.
import type { WalkRequest } from './permission-walk-requests.ts'
import { ghost, isGhost, project, type Maker } from './permission-walk-things.ts'

export const LOG_ACCESS: Record<string, string> = {
  'GET /v1/admin/projects/:projectId/activity': 'PA PM',
  'GET /v1/admin/activity': 'PA',
  'GET /v1/admin/activity/verification': 'PA',
  'GET /v1/admin/activity/:activityId': 'PA PM',
}

/** That a project was made; the record of it stays where the project is deleted. */
const entry: Maker = async (agency, place, caller) => {
  if (isGhost(place)) return { activityId: ghost(place) }
  if (place === 'deleted') return undefined
  const made = await project(agency, place, caller)
  if (!made) return undefined
  const { rows } = await agency.db.admin.query<{ id: string }>(
    `select id from activity where event = 'project.created' and entity_id = $1`,
    [made.projectId],
  )
  return { activityId: rows[0]?.id ?? '' }
}

export const LOG_REQUESTS: Record<string, WalkRequest> = {
  'GET /v1/admin/projects/:projectId/activity': { on: project },
  'GET /v1/admin/activity': {},
  'GET /v1/admin/activity/verification': {},
  'GET /v1/admin/activity/:activityId': { on: entry },
}
/** Rights that no address asks for, in the document's letters. */
export const LOG_RIGHTS: Record<string, string> = {}
