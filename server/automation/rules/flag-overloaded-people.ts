import { bookedBy } from '../../signals/overload-facts.ts'
import { overload } from '../../signals/watches.ts'
import { allWatched, itself, onEvents, signalRule } from '../signal-rule.ts'

export default signalRule({
  says: 'Somebody whose days hold more than they have room for wants attention, until they have room again.',
  watch: overload,
  on: {
    'person.overloaded': itself,
    'allocation.overbooked': ({ entityId }, tx) => bookedBy(tx, entityId),
    // They are few. Whose day it was, a booking that moved on to somebody else does not tell.
    ...onEvents(
      allWatched('capacity_overload'),
      'allocation.updated',
      'allocation.moved',
      'allocation.released',
      'time_off.updated',
      'time_off.deleted',
      'holiday.updated',
      'holiday.deleted',
      'person.updated',
      'organization.updated',
      'project.deleted',
    ),
  },
  thresholds: {},
})
