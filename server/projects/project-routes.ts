// What the outside may ask about projects.
import { z } from 'zod'
import { Id, Instant, line } from '../../domain/fields.ts'
import { NewProject, Project, ProjectChange } from '../../domain/project.ts'
import { endpoint } from '../platform/endpoint.ts'
import { SetUpPreview } from '../../domain/set-up.ts'
import { previewSetUp } from './preview-set-up.ts'
import { createProject } from './create-project.ts'
import { deleteProject, restoreProject, updateProject } from './project-operations.ts'
import { findRestorable, getProject, listProjects, ProjectFilters, ProjectPage } from './project-queries.ts'

const Reason = line(1000)

export const projectRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects',
    may: 'project.list',
    kept: 'everything',
    summary: 'Projects with their status, filtered and page by page.',
    query: ProjectFilters,
    reply: ProjectPage,
    run: (tx, { query }) => listProjects(tx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects',
    may: 'project.create',
    summary: 'Creates a project.',
    body: NewProject,
    reply: Project,
    status: 201,
    location: ({ id }) => `/v1/admin/projects/${id}`,
    problems: ['already_exists'],
    run: (tx, { body }) => createProject(tx, body),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects/preview-set-up',
    may: 'project.create',
    summary: 'What creating this project leads to: tasks, dates, team and bookings; nothing is changed.',
    takenBack: true,
    body: NewProject,
    reply: SetUpPreview,
    problems: ['already_exists'],
    run: (tx, { body }) => previewSetUp(tx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId',
    may: 'project.read',
    kept: 'project',
    summary: 'One project.',
    reply: Project,
    run: (tx, { params }) => getProject(tx, params.projectId),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/projects/:projectId',
    may: 'project.update',
    summary: 'Changes a project’s details, or moves it along its life.',
    preview: true,
    body: ProjectChange,
    reply: Project,
    problems: ['invalid_transition'],
    run: (tx, { params, body }) => updateProject(tx, params.projectId, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/admin/projects/:projectId',
    may: 'project.delete',
    summary: 'Removes a project and all that hangs on it; it can be restored for 30 days.',
    preview: true,
    query: z.strictObject({ reason: Reason.optional() }),
    body: z.strictObject({ reason: Reason.optional() }).optional(),
    reply: z.strictObject({
      id: Id,
      deletedAt: Instant,
      restorableUntil: Instant,
      removed: z.strictObject({
        tasks: z.int(),
        timeEntries: z.int(),
        requests: z.int(),
        communications: z.int(),
        allocations: z.int(),
      }),
    }),
    run: (tx, { params, query, body }) => deleteProject(tx, params.projectId, body?.reason ?? query.reason),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects/:projectId/restore',
    may: 'project.restore',
    summary: 'Brings a deleted project back.',
    preview: true,
    reply: Project,
    problems: ['invalid_transition'],
    visible: (tx, { projectId = '' }) => findRestorable(tx, projectId),
    run: (tx, { params }) => restoreProject(tx, params.projectId),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/me/projects',
    may: 'me.projects',
    kept: 'everything',
    summary: 'The projects I work on, in whichever role.',
    query: ProjectFilters,
    reply: ProjectPage,
    run: (tx, { query }) => listProjects(tx, query),
  }),
]
