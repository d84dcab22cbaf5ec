// The words of what a client pays for: how it stands, and how often it is paid.
import type { Subscription } from '../../api-types.ts'
import type { Label } from '../../labels.ts'
import { t, tn } from '../../words.ts'

export const SUBSCRIPTION_STATUS = (): Record<Subscription['status'], Label> => ({
  incomplete: { text: t('Incomplete'), tone: 'warn' },
  incomplete_expired: { text: t('Expired'), tone: 'neutral' },
  trialing: { text: t('Trial'), tone: 'info' },
  active: { text: t('Active'), tone: 'good' },
  past_due: { text: t('Past due'), tone: 'bad' },
  unpaid: { text: t('Unpaid'), tone: 'bad' },
  paused: { text: t('Paused'), tone: 'warn' },
  canceled: { text: t('Cancelled'), tone: 'neutral' },
})
/** Over for good: a client who buys again has a new one. */
export const hasEnded = ({ status }: Pick<Subscription, 'status'>): boolean =>
  status === 'canceled' || status === 'incomplete_expired'

/** What Stripe says is not changed here. */
export const isMirrored = ({ provider }: Pick<Subscription, 'provider'>): boolean => provider === 'stripe'

export const INTERVAL = (): Record<Subscription['interval'], string> => ({
  day: t('Days'),
  week: t('Weeks'),
  month: t('Months'),
  year: t('Years'),
})
/** Each month, every 3 months. */
export const showPeriod = ({ interval, intervalCount }: Pick<Subscription, 'interval' | 'intervalCount'>): string =>
  ({
    day: tn(intervalCount, 'each day', 'every {count} days'),
    week: tn(intervalCount, 'each week', 'every {count} weeks'),
    month: tn(intervalCount, 'each month', 'every {count} months'),
    year: tn(intervalCount, 'each year', 'every {count} years'),
  })[interval]
