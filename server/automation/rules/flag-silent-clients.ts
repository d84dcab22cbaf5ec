import { DEFAULT_THRESHOLDS } from '../../../domain/signal-conditions.ts'
import { silence } from '../../signals/watches.ts'
import { days, itsAccount, onEvents, signalRule } from '../signal-rule.ts'

export default signalRule({
  says: 'A client with work going on who says nothing for long is asked about, until they write again.',
  watch: silence,
  on: onEvents(
    itsAccount,
    'communication.added',
    'request.created',
    'project.created',
    'project.status_changed',
    'project.deleted',
    'project.restored',
    'account.status_changed',
  ),
  thresholds: { clientSilentDays: days(DEFAULT_THRESHOLDS.clientSilentDays, 'The client said nothing for') },
})
