// What happened, page by page: in a project, for those who run it; in all of the organisation, for its Project Admins.
import { endpoint, type AnyEndpoint } from '../platform/endpoint.ts'
import {
  ActivityEntry,
  ActivityFilters,
  ActivityPage,
  getActivityEntry,
  listActivity,
  listProjectActivity,
  ProjectActivityFilters,
} from './activity-queries.ts'
import { ActivityProof, proveActivity, type ProofKept } from './activity-proof.ts'

/** Without what a proof needs, no seal is one of ours. */
const NOTHING_KEPT: ProofKept = { activityKey: '', headsFolder: '' }

export const activityRoutes = (kept: ProofKept = NOTHING_KEPT): AnyEndpoint[] => [
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/activity',
    may: 'activity.read',
    summary: 'What happened in a project, the newest first, each a sentence with what led to it.',
    query: ProjectActivityFilters,
    reply: ActivityPage,
    run: (tx, { params, query }) => listProjectActivity(tx, params.projectId, query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/activity',
    may: 'audit.read',
    summary: 'What happened in the organisation, the newest first.',
    query: ActivityFilters,
    reply: ActivityPage,
    run: (tx, { query }) => listActivity(tx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/activity/verification',
    may: 'audit.read',
    summary: 'Whether what happened lately is still told as it was sealed, or the first entry that is not.',
    reply: ActivityProof,
    run: (tx) => proveActivity(tx, kept),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/activity/:activityId',
    may: 'activity.read',
    summary: 'One thing that happened.',
    reply: ActivityEntry,
    run: (tx, { params }) => getActivityEntry(tx, params.activityId),
  }),
]
