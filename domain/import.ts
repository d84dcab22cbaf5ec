// What an import of a file answers: what becomes of each of its rows, and what is wrong with which cell.
import { z } from 'zod'
import { CivilDate, Id, SaidShape } from './fields.ts'

export const MAX_IMPORT_ROWS = 10_000

export const RowError = z
  .strictObject({
    column: z.string().meta({ description: 'As the file’s first row has it; empty where it is about the whole row.' }),
    rule: z.string(),
    message: z.string(),
    said: SaidShape.optional(),
  })
  .meta({ id: 'RowError' })
export type RowError = z.infer<typeof RowError>

export const ImportedRow = z
  .strictObject({
    line: z.int().meta({ description: 'Where the row begins in the file; the first line is 1.' }),
    action: z.enum(['create', 'update', 'exists', 'error']).meta({
      description: 'exists: it is there already and is left as it is. update: of accounts with a version alone.',
    }),
    id: Id.optional(),
    errors: z.array(RowError).optional(),
  })
  .meta({ id: 'ImportedRow' })
export type ImportedRow = z.infer<typeof ImportedRow>

export const ImportReport = z
  .strictObject({
    created: z.int(),
    updated: z.int(),
    existing: z.int(),
    failed: z.int().meta({ description: 'Of a rehearsal only: where one row fails, nothing is imported.' }),
    columns: z.strictObject({
      understood: z.array(z.string()),
      ignored: z.array(z.string()).meta({ description: 'Columns of the file that nothing is made of.' }),
    }),
    rows: z.array(ImportedRow),
  })
  .meta({ id: 'ImportReport' })
export type ImportReport = z.infer<typeof ImportReport>

const PlanDates = {
  startOn: CivilDate.nullable(),
  dueOn: CivilDate.nullable(),
  totalFloatMinutes: z.int().nullable(),
}
/** What became of a plan made elsewhere: our dates beside the file's. */
export const PlanImport = z
  .strictObject({
    projectId: Id,
    name: z.string(),
    startOn: CivilDate.nullable(),
    tasks: z.array(
      z.strictObject({
        id: Id,
        row: z.int().meta({ description: 'Its number in the file.' }),
        title: z.string(),
        ...PlanDates,
        file: z.strictObject(PlanDates).meta({ description: 'As the file has them.' }),
        differs: z.boolean(),
      }),
    ),
    differing: z.int().meta({ description: 'How many tasks have other dates or another float than in the file.' }),
    skipped: z
      .array(z.strictObject({ row: z.int().nullable(), element: z.string(), reason: z.string(), said: SaidShape }))
      .meta({ description: 'What could not be understood, or is kept otherwise; row is null where it is no task’s.' }),
  })
  .meta({ id: 'PlanImport' })
export type PlanImport = z.infer<typeof PlanImport>

export const ProjectImportReport = ImportReport.extend({
  kind: z.enum(['projects', 'tasks', 'plan']).meta({ description: 'What the file has; a CSV’s columns tell.' }),
  plan: PlanImport.optional(),
}).meta({ id: 'ProjectImportReport' })
export type ProjectImportReport = z.infer<typeof ProjectImportReport>
