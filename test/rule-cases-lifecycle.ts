// Something to do for the rules that set projects up and move them along, and for those of requests.
import { mirrorSubscription } from '../server/billing/mirror-subscription.ts'
import { stripeContext } from '../server/integrations/stripe-errands.ts'
import { transaction } from '../server/platform/transaction.ts'
import { settle, settleFromHere } from './background.ts'
import type { RuleCase } from './rule-cases.ts'
import { staffed } from './staffed.ts'

export const LIFECYCLE_CASES: Record<string, RuleCase> = {
  'set-up-new-projects': async (agency) => {
    const { ada } = await staffed(agency)
    await ada.post('/v1/admin/projects', {
      name: 'Shop',
      accountId: 'bakery',
      type: 'website',
      managerId: 'max',
    })
  },
  'create-bought-projects': async (agency) => {
    const { db, clock, organizationId } = await staffed(agency)
    const at = clock.now().toISOString()
    const customer = { id: 'cus_1', name: 'Harbour Cafe', email: null, phone: null, accountId: 'bakery' }
    const fields = {
      productType: 'seo',
      productName: 'SEO Growth',
      tier: null,
      status: 'active',
      amountMinor: 90_000,
      currency: 'EUR',
      interval: 'month',
      intervalCount: 1,
      cancelAtPeriodEnd: false,
      currentPeriodStart: null,
      currentPeriodEnd: null,
      canceledAt: null,
      externalId: 'sub_1',
    } as const
    await transaction(db.app, stripeContext({ organizationId, timezone: 'Europe/Berlin' }, clock.now()), (tx) =>
      mirrorSubscription(tx, {
        customer,
        boughtAt: at,
        templateId: null,
        projectId: null,
        fields: { ...fields, discounts: [] },
      }),
    )
  },
  'repeat-template-tasks': async (agency) => {
    const { ada, organizationId, clock } = await staffed(agency)
    // From a Sunday on: what is set up on a Friday begins on Monday, and three days later nothing of it is due.
    clock.advance({ days: (7 - clock.now().getUTCDay()) % 7 })
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
  },
  'start-active-work': async (agency) => {
    const { ada, organizationId } = await staffed(agency)
    const brief = (await ada.adds('ads', { title: 'Brief', stage: 'onboarding' })).body
    await settleFromHere(organizationId)
    await ada.completes(brief)
  },
  'complete-finished-projects': async (agency) => {
    const { ada, banner, clock } = await staffed(agency)
    await ada.put('/v1/admin/projects/ads', { status: 'active' })
    await ada.completes(banner)
    clock.advance({ days: 2 })
  },
  'archive-accounts-archived-outside': async (agency) => {
    const { ada } = await staffed(agency)
    const tells = (status: string, version: number) =>
      ada.post('/v1/admin/accounts/import', `name,externalId,version,status\nHarbor Dental,7,${version},${status}\n`, {
        'content-type': 'text/csv',
      })
    await tells('active', 1)
    await tells('archived', 2)
    await ada.put('/v1/admin/projects/ads', { status: 'cancelled', reason: 'They moved' })
  },
  'resume-held-projects': async (agency) => {
    const { ada, clock } = await staffed(agency)
    const holdUntil = new Date(clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10)
    await ada.put('/v1/admin/projects/site', { status: 'on_hold', reason: 'Budget', holdUntil })
    clock.advance({ days: 3 })
  },
  'wake-snoozed-signals': async (agency) => {
    const { ada, clock } = await staffed(agency)
    const { id } = (await ada.post('/v1/admin/signals', { title: 'Look at it', projectId: 'ads' })).body
    const snoozedUntil = new Date(clock.now().getTime() + 3_600_000).toISOString()
    await ada.put(`/v1/admin/signals/${id}/status`, { status: 'snoozed', snoozedUntil })
    clock.advance({ hours: 2 })
  },
  'tell-dependents': async (agency) => {
    const { max, copy } = await staffed(agency)
    await max.completes(copy)
  },
}
