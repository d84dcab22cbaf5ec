// What the outside may ask about project templates.
import { z } from 'zod'
import { Id, Instant } from '../../domain/fields.ts'
import { NewTemplate, Template, TemplateChange } from '../../domain/template.ts'
import { endpoint } from '../platform/endpoint.ts'
import { createTemplate, deleteTemplate, updateTemplate } from './template-operations.ts'
import { getTemplate, listTemplates, TemplateFilters, TemplatePage } from './template-queries.ts'

export const templateRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/templates',
    may: 'template.read',
    kept: 'agency',
    summary: 'Project templates, page by page.',
    query: TemplateFilters,
    reply: TemplatePage,
    run: (tx, { query }) => listTemplates(tx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/templates',
    may: 'template.write',
    summary: 'Writes a project template.',
    body: NewTemplate,
    reply: Template,
    status: 201,
    location: ({ id }) => `/v1/admin/templates/${id}`,
    problems: ['already_exists', 'dependency_cycle'],
    run: (tx, { body }) => createTemplate(tx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/templates/:templateId',
    may: 'template.read',
    kept: 'agency',
    summary: 'One project template.',
    reply: Template,
    run: (tx, { params }) => getTemplate(tx, params.templateId),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/templates/:templateId',
    may: 'template.write',
    summary: 'Changes a project template; projects that were made from it stay as they are.',
    body: TemplateChange,
    reply: Template,
    problems: ['dependency_cycle'],
    run: (tx, { params, body }) => updateTemplate(tx, params.templateId, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/admin/templates/:templateId',
    may: 'template.write',
    summary: 'Takes a project template out of use; projects go on naming what they were made from.',
    reply: z.strictObject({ id: Id, deletedAt: Instant }),
    run: (tx, { params }) => deleteTemplate(tx, params.templateId),
  }),
]
