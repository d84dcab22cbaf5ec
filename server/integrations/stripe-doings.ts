// What each kind of errand does at Stripe: looks first, outside of any transaction, and then says how that is saved.
import type Stripe from 'stripe'
import { mirrorSubscription } from '../billing/mirror-subscription.ts'
import type { Database } from '../platform/database.ts'
import { askErrand, type Doing, type ErrandKind } from './stripe-errands.ts'
import { bringEntry } from './stripe-export.ts'
import { fetchInvoice, invoiceOfPayment, postInvoice } from './stripe-invoices.ts'
import { fetchSubscription } from './stripe-subscriptions.ts'
import { mirroredOf } from './stripe-terms.ts'

interface DoingOptions {
  app: Database
  stripe: Stripe
  clock: () => Date
}

export const stripeDoings = ({ app, stripe, clock }: DoingOptions): Record<ErrandKind, Doing> => ({
  async subscription({ subject }) {
    const said = await fetchSubscription(stripe, subject)
    return (tx) => mirrorSubscription(tx, mirroredOf(said, tx.now))
  },
  async payment({ subject }) {
    const invoices = await invoiceOfPayment(stripe, subject)
    return async (tx) => {
      for (const id of invoices) askErrand(tx, 'invoice', id)
    }
  },
  async invoice({ subject, askedAt }) {
    const said = await fetchInvoice(stripe, subject)
    return (tx) => postInvoice(tx, said, askedAt)
  },
  entry: (errand) => bringEntry({ app, stripe, clock }, errand),
})
