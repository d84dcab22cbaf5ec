// What the outside may ask about plans and lists that come as files.
import { z } from 'zod'
import { ProjectImportReport } from '../../domain/import.ts'
import { invalid } from '../../domain/problems.ts'
import { endpoint } from '../platform/endpoint.ts'
import { isRehearsal } from '../platform/import-rows.ts'
import type { Tx } from '../platform/transaction.ts'
import { importProjects, ProjectImport } from '../projects/project-import.ts'
import { exportPlan } from './export-plan.ts'
import { importPlan } from './import-plan.ts'

export const planFileRoutes = [
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects/import',
    may: 'project.create',
    summary: 'Makes the projects, or the tasks, of a file that are not here yet, or a project of a plan; all or none.',
    consumes: ['text/csv', 'application/xml'],
    preview: true,
    tellsProgress: true,
    query: ProjectImport,
    body: z.string(),
    reply: ProjectImportReport,
    problems: ['already_exists', 'dependency_cycle', 'task_assignment_error'],
    run: (tx, { query, body }) => importFile(tx, query, body, isRehearsal(query)),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/export',
    may: 'schedule.read',
    summary: 'The project’s plan as a file: for Microsoft Project (MSPDI).',
    query: z.strictObject({ format: z.enum(['mspdi']) }),
    reply: z.string(),
    produces: 'application/xml',
    run: (tx, { params }) => exportPlan(tx, params.projectId),
  }),
]

async function importFile(
  tx: Tx,
  asked: ProjectImport,
  file: string,
  rehearsal: boolean,
): Promise<ProjectImportReport> {
  if (asked.format === 'csv') return importProjects(tx, asked, file, rehearsal)
  if (asked.accountId === undefined)
    throw invalid([{ pointer: '?accountId', rule: 'required', message: 'is needed: whose project is the plan?' }], 400)
  const plan = await importPlan(tx, asked.accountId, file)
  const rows = plan.tasks.map(({ row, id }) => ({ line: row, action: 'create' as const, id }))
  return {
    created: rows.length,
    updated: 0,
    existing: 0,
    failed: 0,
    columns: { understood: [], ignored: [] },
    rows,
    kind: 'plan',
    plan,
  }
}
