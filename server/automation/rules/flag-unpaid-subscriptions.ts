import { payments } from '../../signals/watches.ts'
import { allWatched, itself, onEvents, signalRule } from '../signal-rule.ts'

export default signalRule({
  says: 'A payment that did not come wants attention, the more where the provider gave it up, until it is paid.',
  watch: payments,
  on: {
    ...onEvents(itself, 'subscription.created', 'subscription.updated', 'subscription.deleted'),
    'account.status_changed': allWatched('payment_past_due'),
  },
  thresholds: {},
})
