// What an entry of the ledger is, in words.
import type { BillingEntry } from '../../api-types.ts'
import { showMoney } from '../../formats.ts'
import { t } from '../../words.ts'

export const ENTRY_KIND = (): Record<BillingEntry['kind'], string> => ({
  progress: t('Progress'),
  milestone: t('Milestone'),
  charge: t('Charge'),
  credit: t('Credit'),
  cancellation: t('Cancellation'),
  reopening: t('Reopening'),
  void: t('Void'),
  invoice: t('Invoice'),
  refund: t('Refund'),
})

/** What it is for. */
export function entryText({ kind, progress, contractMinor, currency, taskTitle, note }: BillingEntry): string {
  const contract = showMoney(contractMinor ?? 0, currency)
  if (kind === 'progress') return t('Up to {percent} % of {contract}', { percent: progress ?? 0, contract })
  if (kind === 'cancellation') return t('All that was posted, as the project was cancelled')
  if (kind === 'reopening') return t('The credit taken back, as the project goes on')
  return taskTitle ?? note
}

/** Whether it may be taken back by hand, as far as it tells itself. */
export const isVoidable = ({ kind, reversedById }: BillingEntry): boolean =>
  reversedById === null && kind !== 'void' && kind !== 'invoice' && kind !== 'refund'
