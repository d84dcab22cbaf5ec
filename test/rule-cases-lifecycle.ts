// Work for the rules of set-up and lifecycle: each makes an agency in which its rule has something to do.
import { settle, settleFromHere } from './background.ts'
import { staffed } from './staffed.ts'

/** By the name of the rule. What it makes is of an organisation of its own, whose id it answers. */
export const LIFECYCLE_CASES: Record<string, () => Promise<string>> = {
  'set-up-new-projects': async () => {
    const { ada, organizationId } = await staffed()
    await ada.post('/v1/admin/projects', {
      name: 'Shop',
      accountId: 'bakery',
      type: 'website',
      managerId: 'max',
    })
    return organizationId
  },
  'repeat-template-tasks': async () => {
    const { ada, organizationId, clock } = await staffed()
    const task = { key: 'report', title: 'Report', offsetDays: 0, recurrence: 'FREQ=DAILY', estimateMinutes: 60 }
    await ada.post('/v1/admin/templates', {
      id: 'daily',
      name: 'Daily',
      type: 'website',
      engagement: 'retainer',
      tasks: [{ ...task, skills: ['copywriting'] }],
    })
    await ada.post('/v1/admin/projects', { name: 'Care', accountId: 'bakery', type: 'website', templateId: 'daily' })
    // The first of it comes with the set-up.
    await settle(organizationId)
    clock.advance({ days: 3 })
    return organizationId
  },
  'start-active-work': async () => {
    const { ada, organizationId } = await staffed()
    const brief = (await ada.adds('ads', { title: 'Brief', stage: 'onboarding' })).body
    await settleFromHere(organizationId)
    await ada.completes(brief)
    return organizationId
  },
  'complete-finished-projects': async () => {
    const { ada, banner, organizationId, clock } = await staffed()
    await ada.put('/v1/admin/projects/ads', { status: 'active' })
    await ada.completes(banner)
    clock.advance({ days: 2 })
    return organizationId
  },
  'resume-held-projects': async () => {
    const { ada, organizationId, clock } = await staffed()
    const holdUntil = new Date(clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10)
    await ada.put('/v1/admin/projects/site', { status: 'on_hold', reason: 'Budget', holdUntil })
    clock.advance({ days: 3 })
    return organizationId
  },
  'wake-snoozed-signals': async () => {
    const { ada, organizationId, clock } = await staffed()
    const { id } = (await ada.post('/v1/admin/signals', { title: 'Look at it', projectId: 'ads' })).body
    const snoozedUntil = new Date(clock.now().getTime() + 3_600_000).toISOString()
    await ada.put(`/v1/admin/signals/${id}/status`, { status: 'snoozed', snoozedUntil })
    clock.advance({ hours: 2 })
    return organizationId
  },
  'tell-dependents': async () => {
    const { max, copy, organizationId } = await staffed()
    await max.completes(copy)
    return organizationId
  },
}
