import { z } from 'zod'
import { archivedOutside, archiveAsOutside } from '../../portfolio/archive-account.ts'
import { itsAccount, onEvents } from '../signal-rule.ts'
import { rule } from '../rule.ts'

export default rule({
  says: 'An account that is archived in the account system is archived here too, once nothing of theirs goes on.',
  on: onEvents(
    itsAccount,
    'project.status_changed',
    'project.deleted',
    'subscription.status_changed',
    'subscription.deleted',
    'account.status_changed',
  ),
  settings: z.object({}),
  find: (tx, _settings, ids) => archivedOutside(tx, ids),
  act: (tx, { id }) => archiveAsOutside(tx, id),
})
