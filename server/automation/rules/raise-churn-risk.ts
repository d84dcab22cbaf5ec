import { z } from 'zod'
import { DEFAULT_THRESHOLDS } from '../../../domain/signal-conditions.ts'
import { churn } from '../../signals/watches.ts'
import { days, itsAccount, onEvents, signalRule } from '../signal-rule.ts'

export default signalRule({
  says: 'A client who cancelled much of what they pay is a churn risk, until it is little again.',
  watch: churn,
  on: {
    ...onEvents(itsAccount, 'subscription.created', 'subscription.updated', 'subscription.deleted'),
    ...onEvents(itsAccount, 'account.status_changed'),
  },
  thresholds: {
    churnRatio: z
      .number()
      .min(0.01)
      .max(1)
      .default(DEFAULT_THRESHOLDS.churnRatio)
      .meta({ title: 'Share cancelled of what they pay a month', description: '0.5 is half of it.' }),
    churnDays: days(DEFAULT_THRESHOLDS.churnDays, 'Cancelled within'),
  },
})
