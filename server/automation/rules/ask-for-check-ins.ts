import { DEFAULT_THRESHOLDS } from '../../../domain/signal-conditions.ts'
import { checkIns } from '../../signals/watches.ts'
import { days, itsAccount, onEvents, signalRule } from '../signal-rule.ts'

export default signalRule({
  says: 'A client whom nobody called for a quarter wants a check-in, until somebody speaks to them.',
  watch: checkIns,
  on: onEvents(itsAccount, 'communication.added', 'account.status_changed'),
  thresholds: { checkInDays: days(DEFAULT_THRESHOLDS.checkInDays, 'Nobody called for') },
})
