// What the outside may ask about a project’s health.
import { z } from 'zod'
import { NewPulseMetrics, PreviewedPulse, ProjectPulse } from '../../domain/pulse.ts'
import { PulseAction } from '../../domain/pulse-lifts.ts'
import { endpoint, type AnyEndpoint } from '../platform/endpoint.ts'
import { previewPulse } from './preview-pulse.ts'
import { getProjectPulse, updatePulseMetrics } from './pulse-operations.ts'
import { PulseQuery } from './pulse-queries.ts'

export const pulseRoutes: AnyEndpoint[] = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/pulse',
    may: 'pulse.read',
    kept: 'project',
    summary: 'A project’s health: the score, what it is made of, how it came to be, and what would lift it.',
    query: PulseQuery,
    reply: ProjectPulse,
    run: (tx, { params, query }) => getProjectPulse(tx, params.projectId, query),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/projects/:projectId/pulse',
    may: 'pulse.update',
    summary: 'Records values of metrics, for good.',
    body: NewPulseMetrics,
    reply: ProjectPulse,
    run: (tx, { params, body }) => updatePulseMetrics(tx, params.projectId, body),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects/:projectId/pulse/preview',
    may: 'pulse.update',
    summary: 'What doing some things now would make of the health; nothing is changed.',
    takenBack: true,
    body: z.strictObject({ actions: z.array(PulseAction).min(1).max(10) }).meta({ id: 'PulseActions' }),
    reply: PreviewedPulse,
    problems: ['task_not_found', 'allocation_not_found', 'invalid_transition'],
    run: (tx, { params, body }) => previewPulse(tx, params.projectId, body.actions),
  }),
]
