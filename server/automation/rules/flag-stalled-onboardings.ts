import { DEFAULT_THRESHOLDS } from '../../../domain/signal-conditions.ts'
import { stalledOnboarding } from '../../signals/watches.ts'
import { days, itsProject, onEvents, signalRule } from '../signal-rule.ts'

export default signalRule({
  says: 'An onboarding of which no task was finished for long wants attention, until one is.',
  watch: stalledOnboarding,
  on: onEvents(
    itsProject,
    'task.status_changed',
    'project.created',
    'project.status_changed',
    'project.deleted',
    'project.restored',
  ),
  thresholds: { onboardingStalledDays: days(DEFAULT_THRESHOLDS.onboardingStalledDays, 'No task was finished for') },
})
