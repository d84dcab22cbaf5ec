import { z } from 'zod'
import { signalsToWake, wakeSignal } from '../../signals/wake-signals.ts'
import { rule } from '../rule.ts'

export default rule({
  says: 'A snoozed signal is pending again at its time.',
  settings: z.object({}),
  find: (tx, _settings, ids) => signalsToWake(tx, ids),
  act: (tx, { id }) => wakeSignal(tx, id),
})
