// What each kind of errand does at Stripe: looks first, outside of any transaction, and then says how that is saved.
import type Stripe from 'stripe'
import { mirrorSubscription } from '../billing/mirror-subscription.ts'
import type { Doing, ErrandKind } from './stripe-errands.ts'
import { fetchSubscription } from './stripe-subscriptions.ts'
import { mirroredOf } from './stripe-terms.ts'

interface DoingOptions {
  stripe: Stripe
}

export const stripeDoings = ({ stripe }: DoingOptions): Record<ErrandKind, Doing> => ({
  async subscription({ subject }) {
    const said = await fetchSubscription(stripe, subject)
    return (tx) => mirrorSubscription(tx, mirroredOf(said, tx.now))
  },
})
