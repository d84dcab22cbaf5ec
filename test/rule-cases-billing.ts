// Something to bill: work that passed half of a contract, a milestone that was reached, and a project that was cancelled.
import type { RuleCase } from './rule-cases.ts'

export const BILLING_CASES: Record<string, RuleCase> = {
  'bill-progress': async ({ ada, max, copy }) => {
    await ada.put('/v1/admin/projects/site', { contractMinor: 40_000, billingMode: 'fixed', status: 'active' })
    await max.completes(copy)
    await ada.put('/v1/admin/projects/ads', { billingMode: 'milestone', status: 'active' })
    const paid = { title: 'Approved', kind: 'milestone', billableMinor: 30_000 }
    await ada.completes((await ada.adds('ads', { ...paid, id: 'approved' })).body)
    await ada.post('/v1/admin/projects', { id: 'gone', name: 'Gone', accountId: 'bakery', type: 'ads' })
    await ada.post('/v1/admin/billing/entries', { projectId: 'gone', amountMinor: 500, note: 'Pictures' })
    await ada.put('/v1/admin/projects/gone', { status: 'cancelled', reason: 'Sold' })
  },
}
