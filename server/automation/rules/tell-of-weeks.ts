import { z } from 'zod'
import { WallTime } from '../../../domain/notification.ts'
import { tellOfWeek, untoldOfWeek, WEEKDAYS } from '../../notifications/weekly-notices.ts'
import { rule } from '../rule.ts'

export default rule({
  says: 'Project Admins and Account Managers are told once a week what changed and what needs them.',
  settings: z.object({
    weekday: z.enum(WEEKDAYS).default('monday').meta({ title: 'Day of the week' }),
    time: WallTime.default('08:00').meta({ title: 'At', description: 'In the organisation’s time zone.' }),
  }),
  find: (tx, settings, ids) => untoldOfWeek(tx, settings, ids),
  act: async (tx, found) => tellOfWeek(tx, found),
})
