// What the outside may ask about baselines of a project's plan.
import { z } from 'zod'
import { Baseline, BaselineChange, BaselineComparison, NewBaseline } from '../../domain/baseline.ts'
import { endpoint } from '../platform/endpoint.ts'
import { createBaseline, deleteBaseline, updateBaseline } from './baseline-operations.ts'
import { BaselineFilters, BaselinePage, compareBaseline, listBaselines } from './baseline-queries.ts'

export const baselineRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/baselines',
    may: 'schedule.read',
    summary: 'The baselines of a project’s plan.',
    query: BaselineFilters,
    reply: BaselinePage,
    run: (tx, { params, query }) => listBaselines(tx, params.projectId, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects/:projectId/baselines',
    may: 'schedule.update',
    summary: 'Freezes a project’s plan under a name.',
    body: NewBaseline,
    reply: Baseline,
    status: 201,
    location: (baseline) => `/v1/admin/projects/${(baseline as Baseline).projectId}/baselines/${baseline.id}`,
    problems: ['already_exists'],
    run: (tx, { params, body }) => createBaseline(tx, params.projectId, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/baselines/:baselineId',
    may: 'schedule.read',
    summary: 'A baseline beside the plan as it is now: what moved, by how many working days, what came and what went.',
    reply: BaselineComparison,
    run: (tx, { params }) => compareBaseline(tx, params.projectId, params.baselineId),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/projects/:projectId/baselines/:baselineId',
    may: 'schedule.update',
    summary: 'Names a baseline otherwise.',
    body: BaselineChange,
    reply: Baseline,
    run: (tx, { params, body }) => updateBaseline(tx, params.projectId, params.baselineId, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/admin/projects/:projectId/baselines/:baselineId',
    may: 'schedule.update',
    summary: 'Lets a baseline go.',
    reply: z.null(),
    status: 204,
    run: async (tx, { params }) => {
      await deleteBaseline(tx, params.projectId, params.baselineId)
      return null
    },
  }),
]
