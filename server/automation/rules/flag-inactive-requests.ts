import { DEFAULT_THRESHOLDS } from '../../../domain/signal-conditions.ts'
import { inactivity } from '../../signals/watches.ts'
import { days, itself, onEvents, signalRule, watchedOn } from '../signal-rule.ts'

export default signalRule({
  says: 'An open request in which nobody says anything for long wants attention, until something is said.',
  watch: inactivity,
  on: {
    'communication.added': ({ changes }) => {
      const thread = changes.thread?.to as { type: string; id: string } | undefined
      return thread?.type === 'request' ? [thread.id] : []
    },
    ...onEvents(itself, 'request.created', 'request.status_changed'),
    ...onEvents(watchedOn('inactive_request'), 'project.status_changed', 'project.deleted', 'project.restored'),
  },
  thresholds: { inactiveRequestDays: days(DEFAULT_THRESHOLDS.inactiveRequestDays, 'Nobody said anything for') },
})
