// What the outside may ask about client requests.
import {
  NewRequest,
  ProcessedRequest,
  RequestChange,
  RequestProcessing,
  RequestStatusChange,
  RequestWithHistory,
} from '../../domain/request.ts'
import { endpoint } from '../platform/endpoint.ts'
import { processRequest } from './process-request.ts'
import { updateRequestStatus } from './request-moves.ts'
import { createRequest, updateRequest } from './request-operations.ts'
import {
  getRequest,
  listAllRequests,
  listProjectRequests,
  QueueFilters,
  QueuePage,
  RequestFilters,
  RequestPage,
} from './request-queries.ts'

export const requestRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/requests',
    may: 'request.read',
    summary: 'The requests of a project, each with its communication history.',
    query: RequestFilters,
    reply: RequestPage,
    run: (tx, { params, query }) => listProjectRequests(tx, params.projectId, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects/:projectId/requests',
    may: 'request.create',
    summary: 'Writes down what a client asked for by phone, by mail or otherwise; its clocks start.',
    body: NewRequest,
    reply: RequestWithHistory,
    status: 201,
    location: ({ id }) => `/v1/admin/projects/requests/${id}`,
    problems: ['already_exists'],
    run: (tx, { params, body }) => createRequest(tx, params.projectId, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/requests',
    may: 'request.read',
    summary: 'The queue: the requests of all my projects.',
    query: QueueFilters,
    reply: QueuePage,
    run: (tx, { query }) => listAllRequests(tx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/requests/:requestId',
    may: 'request.read',
    summary: 'One request with its communication history and how it moved.',
    reply: RequestWithHistory,
    run: (tx, { params }) => getRequest(tx, params.requestId),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/projects/requests/:requestId',
    may: 'request.update',
    summary: 'Changes a request: title, type, priority, who looks after it, and which one it repeats.',
    body: RequestChange,
    reply: RequestWithHistory,
    run: (tx, { params, body }) => updateRequest(tx, params.requestId, body),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/projects/requests/:requestId/status',
    may: 'request.update',
    summary: 'Moves a request without an answer: takes it up or back, ends accepted work, reopens it.',
    body: RequestStatusChange,
    reply: RequestWithHistory,
    problems: ['invalid_transition'],
    run: (tx, { params, body }) => updateRequestStatus(tx, params.requestId, body),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/projects/requests/:requestId/process',
    may: 'request.process',
    summary: 'Answers a request: accepts it into tasks, completes it, declines it, or asks the client back.',
    preview: true,
    body: RequestProcessing,
    reply: ProcessedRequest,
    problems: ['invalid_transition', 'already_exists', 'dependency_cycle'],
    run: (tx, { params, body }) => processRequest(tx, params.requestId, body),
  }),
]
