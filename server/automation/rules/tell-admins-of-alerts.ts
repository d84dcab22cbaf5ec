import { z } from 'zod'
import { tellAdmins, untoldAlerts } from '../../notifications/alert-notices.ts'
import { rule } from '../rule.ts'

export default rule({
  says: 'Project Admins are told of each alert, once.',
  on: { 'alert.raised': (entry) => [entry.entityId] },
  settings: z.object({}),
  find: (tx, _settings, ids) => untoldAlerts(tx, ids),
  act: async (tx, found) => tellAdmins(tx, found),
})
