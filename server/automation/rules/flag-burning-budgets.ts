import { z } from 'zod'
import { DEFAULT_THRESHOLDS } from '../../../domain/signal-conditions.ts'
import { budget } from '../../signals/watches.ts'
import { itsProject, onEvents, signalRule } from '../signal-rule.ts'

export default signalRule({
  says: 'A project whose budget is used up well ahead of its work wants attention, until the work catches up.',
  watch: budget,
  on: onEvents(
    itsProject,
    'time_entry.created',
    'time_entry.updated',
    'time_entry.deleted',
    'task.created',
    'task.updated',
    'task.status_changed',
    'task.deleted',
    'project.created',
    'project.updated',
    'project.status_changed',
    'project.deleted',
    'project.restored',
  ),
  thresholds: {
    budgetAheadPoints: z.int().min(1).max(100).default(DEFAULT_THRESHOLDS.budgetAheadPoints).meta({
      title: 'Budget used ahead of the work by',
      unit: 'points',
      description: 'Per cent of the budget less per cent of the progress.',
    }),
  },
})
