import { z } from 'zod'
import { DEFAULT_THRESHOLDS } from '../../../domain/signal-conditions.ts'
import { slip } from '../../signals/watches.ts'
import { itsProject, onEvents, signalRule } from '../signal-rule.ts'

export default signalRule({
  says: 'A project whose plan ends after it is due wants attention, until it ends in time again.',
  watch: slip,
  on: onEvents(
    itsProject,
    'task.created',
    'task.updated',
    'task.dates_moved',
    'task.status_changed',
    'task.deleted',
    'project.created',
    'project.updated',
    'project.moved',
    'project.status_changed',
    'project.deleted',
    'project.restored',
  ),
  thresholds: {
    slipWorkingDays: z.int().min(0).max(365).default(DEFAULT_THRESHOLDS.slipWorkingDays).meta({
      title: 'The plan ends later than promised by more than',
      unit: 'working days',
    }),
  },
})
