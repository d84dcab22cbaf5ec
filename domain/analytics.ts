// How analytics is asked and what it answers: figures over a period, in groups, and the rows that a figure is made of.
import { z } from 'zod'
import { AREAS, figuresOf, type Area } from './analytics-figures.ts'
import { CivilDate, Id, Slug } from './fields.ts'

/** Without dates so many days are told, up to and with today. */
export const SHOWN_DAYS = 90
export const MOST_DAYS = 366
export const MOST_GROUPS = 200
export const MOST_ROWS = 100

export const WORK_GROUPS = ['project', 'account', 'type', 'week', 'month'] as const
export const PEOPLE_GROUPS = ['person', 'team', 'week', 'month'] as const
export type Grouping = (typeof WORK_GROUPS)[number] | (typeof PEOPLE_GROUPS)[number]

const wholeNumber = (most: number) => z.coerce.number().int().min(1).max(most)
const period = {
  from: CivilDate.optional().meta({ description: `${SHOWN_DAYS} days with \`to\`, where it is left out.` }),
  to: CivilDate.optional().meta({ description: `Today, where it is left out. At most ${MOST_DAYS} days in all.` }),
}
const work = { projectId: Id.optional(), accountId: Id.optional(), type: Slug.optional(), teamId: Id.optional() }
const people = { personId: Id.optional(), teamId: Id.optional() }
const shown = {
  page: wholeNumber(10_000).default(1),
  limit: wholeNumber(MOST_GROUPS).default(50).meta({ description: 'Groups on a page.' }),
  format: z
    .enum(['json', 'csv'])
    .default('json')
    .meta({ description: 'csv: a table with a line a group, all of them.' }),
}
const namesOf = (area: Area) => Object.keys(AREAS[area]) as [string, ...string[]]

/** Groups are in the order of time, or of what `sort` names, the most first. */
const sorted = (area: Area) => {
  const names = namesOf(area).filter((name) => ['count', 'sum'].includes(figuresOf(area)[name]?.of ?? ''))
  return z.enum(names as [string, ...string[]]).optional()
}

export const PerformanceQuery = z.strictObject({
  ...period,
  ...work,
  groupBy: z.enum(WORK_GROUPS).optional(),
  sort: sorted('performance'),
  ...shown,
})
export const WorkflowQuery = z.strictObject({
  ...period,
  ...work,
  groupBy: z.enum(WORK_GROUPS).optional(),
  sort: sorted('workflow'),
  ...shown,
})
export const UtilisationQuery = z.strictObject({
  ...period,
  ...people,
  groupBy: z.enum(PEOPLE_GROUPS).optional(),
  sort: sorted('utilisation'),
  ...shown,
})
export type WorkQuery = z.output<typeof PerformanceQuery>
export type UtilisationQuery = z.output<typeof UtilisationQuery>

const paged = {
  limit: wholeNumber(MOST_ROWS).default(50),
  cursor: z.string().min(1).max(1000).optional(),
}
const workRows = (area: 'performance' | 'workflow') =>
  z.strictObject({ figure: z.enum(namesOf(area)), ...period, ...work, ...paged })
export const PerformanceRowsQuery = workRows('performance')
export const WorkflowRowsQuery = workRows('workflow')
export const UtilisationRowsQuery = z.strictObject({
  figure: z.enum(namesOf('utilisation')),
  ...period,
  ...people,
  ...paged,
})
export type WorkRowsQuery = z.output<typeof PerformanceRowsQuery>
export type UtilisationRowsQuery = z.output<typeof UtilisationRowsQuery>

const figures = (area: Area) =>
  z
    .strictObject(Object.fromEntries(namesOf(area).map((name) => [name, z.number().nullable()])))
    .meta({ description: 'Null where there is nothing to tell it of. Durations are working time.' })

const analyticsOf = (area: Area, id: string) => {
  const told = figures(area)
  return z
    .strictObject({
      from: CivilDate,
      to: CivilDate,
      previousFrom: CivilDate.meta({ description: 'The period of as many days right before.' }),
      previousTo: CivilDate,
      asOf: z.int().meta({ description: 'Of the organisation’s log, all entries up to this `seq` are counted in.' }),
      groupBy: z.string().nullable(),
      total: z.strictObject({ figures: told, previous: told }),
      groups: z.array(
        z.strictObject({
          key: z.string().meta({ description: 'An id, a type, or the first day of a week or month.' }),
          label: z.string(),
          from: CivilDate,
          to: CivilDate,
          figures: told,
          previous: told.nullable().meta({ description: 'Null for weeks and months: the group before tells it.' }),
        }),
      ),
      pagination: z.strictObject({ page: z.int(), limit: z.int(), total: z.int(), pages: z.int() }),
    })
    .meta({ id })
}
export const Performance = analyticsOf('performance', 'PerformanceAnalytics')
export const Workflow = analyticsOf('workflow', 'WorkflowAnalytics')
export const Utilisation = analyticsOf('utilisation', 'UtilisationAnalytics')
export type Analytics = z.infer<typeof Performance>

export const AnalyticsRow = z
  .strictObject({
    on: CivilDate,
    subject: z.strictObject({
      type: z.enum(['task', 'request', 'allocation', 'time_entry', 'person']),
      id: Id.nullable().meta({ description: 'Null where the caller may know of it only as part of a figure.' }),
      title: z.string().nullable(),
    }),
    projectId: Id.nullable(),
    projectName: z.string().nullable(),
    personId: Id.nullable(),
    personName: z.string().nullable(),
    amounts: z
      .record(z.string(), z.int())
      .meta({ description: 'What it adds to the figure, by kind: minutes, or 1 for each that is counted.' }),
  })
  .meta({ id: 'AnalyticsRow' })
export type AnalyticsRow = z.infer<typeof AnalyticsRow>

export const AnalyticsRows = z
  .strictObject({
    figure: z.string(),
    from: CivilDate,
    to: CivilDate,
    data: z.array(AnalyticsRow).meta({ description: 'The latest day first.' }),
    pagination: z.strictObject({ limit: z.int(), nextCursor: z.string().nullable() }),
  })
  .meta({ id: 'AnalyticsRows', description: 'What a figure is made of: added up, the rows are the figure.' })
export type AnalyticsRows = z.infer<typeof AnalyticsRows>
