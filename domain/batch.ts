// Many changes in one call: what may stand in it, and what is told of each.
import { z } from 'zod'
import { CivilDate, idList, line } from './fields.ts'
import { PROJECT_STATUSES } from './project.ts'

export const BATCH_KINDS = ['project', 'task'] as const
export type BatchKind = (typeof BATCH_KINDS)[number]
export const BATCH_OPS = ['create', 'update', 'status', 'assign', 'move', 'delete'] as const
export type BatchOp = (typeof BATCH_OPS)[number]

/** One operation. What its data hold depends on what it does, and is checked with it: one that is wrong is refused alone. */
export const BatchOperation = z
  .strictObject({
    op: z.enum(BATCH_OPS),
    kind: z.enum(BATCH_KINDS).default('project'),
    id: z.string().optional().meta({ description: 'What it is done to; for create an id of one’s own, if any.' }),
    ifVersion: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'As If-Match: refused where the same was changed since.' }),
    data: z.record(z.string(), z.unknown()).default({}),
  })
  .meta({
    id: 'BatchOperation',
    description:
      'Data of create, update and status as in the single calls (a new task names its projectId among them); assign takes { add?, remove? }, ids of people; move { byDays }, working days; delete { reason }.',
  })
export type BatchOperation = z.output<typeof BatchOperation>

export const MOST_OPERATIONS = 1_000
export const Batch = z
  .strictObject({
    mode: z.enum(['atomic', 'partial']).meta({ description: 'atomic: all of it or nothing. partial: each by itself.' }),
    // Each is read by itself, so that one that is none does not refuse the others.
    operations: z
      .array(z.union([BatchOperation, z.unknown()]))
      .min(1)
      .max(MOST_OPERATIONS),
  })
  .meta({ id: 'Batch' })
export type Batch = z.output<typeof Batch>

export const BatchResult = z
  .strictObject({
    index: z.int(),
    status: z
      .int()
      .meta({ description: 'As the single call would have answered; 424 for what was not done since another failed.' }),
    id: z.string().optional(),
    data: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'The thing as it is after the whole batch.' }),
    problem: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'BatchResult' })
export type BatchResult = z.infer<typeof BatchResult>

export const BatchResults = z.strictObject({ results: z.array(BatchResult) }).meta({ id: 'BatchResults' })

export const ProjectStatusData = z.strictObject({
  status: z.enum(PROJECT_STATUSES),
  reason: line(1000).optional(),
  holdUntil: CivilDate.nullable().optional(),
})
export const AssignData = z
  .strictObject({ add: idList(200).optional(), remove: idList(200).optional() })
  .refine(({ add, remove }) => add !== undefined || remove !== undefined, 'names whom to add or to remove')
export const MoveData = z.strictObject({
  byDays: z
    .int()
    .min(-3650)
    .max(3650)
    .refine((days) => days !== 0, 'is not 0'),
})
export const DeleteData = z.strictObject({ reason: line(1000).optional() })
