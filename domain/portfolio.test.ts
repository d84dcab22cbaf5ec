import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProjectsStep, totalOf, type PortfolioFigures } from './portfolio.ts'

const figures = (more: Partial<PortfolioFigures>): PortfolioFigures => ({
  projects: { draft: 0, onboarding: 0, active: 1, on_hold: 0, completed: 0, cancelled: 0 },
  bands: { healthy: 0, watch: 0, at_risk: 0, unknown: 1 },
  worst: null,
  overdueTasks: 2,
  openRequests: 0,
  overdueRequests: 0,
  openSignals: 0,
  liveSubscriptions: 0,
  monthlyValue: [],
  billed: [],
  lastClientMessageAt: null,
  nextMilestones: [],
  ...more,
})
const milestone = (dueOn: string) => ({ projectId: 'p', title: dueOn, dueOn })

test('the total adds up, takes the worst, the last and the next', () => {
  const worst = (projectId: string, score: number) => ({ projectId, name: projectId, score, band: 'watch' as const })
  const total = totalOf([
    figures({
      worst: worst('a', 60),
      monthlyValue: [{ currency: 'GBP', minor: 5 }],
      lastClientMessageAt: '2026-11-01T00:00:00.000Z',
      nextMilestones: ['2026-12-01', '2026-12-05', '2026-12-09', '2026-12-10'].map(milestone),
    }),
    figures({
      worst: worst('b', 40),
      monthlyValue: [
        { currency: 'EUR', minor: 7 },
        { currency: 'GBP', minor: 1 },
      ],
      lastClientMessageAt: '2026-11-02T00:00:00.000Z',
      nextMilestones: ['2026-12-02', '2026-12-03'].map(milestone),
    }),
    figures({}),
  ])
  assert.deepEqual([total.projects.active, total.bands.unknown, total.overdueTasks], [3, 3, 6])
  assert.equal(total.worst?.projectId, 'b')
  assert.deepEqual(total.monthlyValue, [
    { currency: 'EUR', minor: 7 },
    { currency: 'GBP', minor: 6 },
  ])
  assert.equal(total.lastClientMessageAt, '2026-11-02T00:00:00.000Z')
  assert.deepEqual(
    total.nextMilestones.map(({ dueOn }) => dueOn),
    ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-05', '2026-12-09'],
  )
  assert.deepEqual(totalOf([]).worst, null)
})

test('counts of each kind add up by themselves, and of those due on one day the first told stays first', () => {
  const counted = (openRequests: number, overdueRequests: number, openSignals: number, liveSubscriptions: number) =>
    figures({ openRequests, overdueRequests, openSignals, liveSubscriptions, billed: [{ currency: 'EUR', minor: -5 }] })
  const total = totalOf([counted(1, 20, 300, 4000), counted(2, 30, 400, 5000)])
  assert.deepEqual(total, {
    ...counted(3, 50, 700, 9000),
    projects: { ...total.projects, active: 2, draft: 0 },
    bands: { healthy: 0, watch: 0, at_risk: 0, unknown: 2 },
    overdueTasks: 4,
    billed: [{ currency: 'EUR', minor: -10 }],
  })
  const due = (title: string, dueOn: string) => ({ projectId: 'p', title, dueOn })
  const [first, second, earlier] = [due('a', '2026-12-02'), due('b', '2026-12-02'), due('c', '2026-12-01')]
  const next = totalOf([figures({ nextMilestones: [first, second, earlier] })]).nextMilestones
  assert.deepEqual(next, [earlier, first, second])
  const late = totalOf([figures({ lastClientMessageAt: '2026-11-02T00:00:00.000Z' }), figures({})])
  assert.equal(late.lastClientMessageAt, '2026-11-02T00:00:00.000Z')
  assert.equal(totalOf([]).lastClientMessageAt, null)
})

test('a step is one of three', () => {
  const taken = (step: object) => ProjectsStep.safeParse(step).success
  assert.ok(
    taken({ resume: {} }) &&
      taken({ hold: { reason: 'x' }, includeChildren: true }) &&
      taken({ move: { byDays: -250 } }),
  )
  assert.ok(!taken({}) && !taken({ includeChildren: true }) && !taken({ resume: {}, move: { byDays: 1 } }))
  assert.ok(!taken({ move: { byDays: 0 } }) && !taken({ move: { byDays: 251 } }) && !taken({ move: { byDays: 1.5 } }))
})
