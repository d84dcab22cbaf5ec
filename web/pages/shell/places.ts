// Where one can go: each place with the permission that shows it. The menu and the command palette are drawn from this.
import {
  Bell,
  Building2,
  ChartColumn,
  CalendarDays,
  CalendarRange,
  CircleGauge,
  ClipboardList,
  FileStack,
  FolderKanban,
  History,
  Inbox,
  ListChecks,
  Newspaper,
  Radio,
  ReceiptText,
  Settings,
  ShieldAlert,
  Upload,
  Users,
  UsersRound,
  Workflow,
  type LucideIcon,
} from 'lucide-react'
import type { Permission } from '../../../domain/permissions.ts'
import type { Me } from '../../api-types.ts'
import { may } from '../../me.ts'
import { t } from '../../words.ts'

export interface Place {
  to: string
  name: string
  icon: LucideIcon
  needs: Permission
  /** Another that shows it too. */
  or?: Permission
}
export interface PlaceGroup {
  name: string
  places: Place[]
}

const groups = (): PlaceGroup[] => [
  {
    name: t('Work'),
    places: [
      { to: '/', name: t('Today'), icon: CircleGauge, needs: 'me.read' },
      { to: '/my-work', name: t('My work'), icon: ListChecks, needs: 'me.read' },
      { to: '/digest', name: t('Your week'), icon: Newspaper, needs: 'me.digest' },
      { to: '/projects', name: t('Projects'), icon: FolderKanban, needs: 'me.projects' },
      { to: '/schedule', name: t('Schedule'), icon: CalendarRange, needs: 'schedule.people' },
      { to: '/requests', name: t('Requests'), icon: Inbox, needs: 'request.read' },
      { to: '/signals', name: t('Signals'), icon: Radio, needs: 'signal.read' },
      { to: '/analytics', name: t('Analytics'), icon: ChartColumn, needs: 'analytics.read', or: 'schedule.people' },
    ],
  },
  {
    name: t('Agency'),
    places: [
      { to: '/accounts', name: t('Accounts'), icon: Building2, needs: 'account.read' },
      { to: '/billing', name: t('Billing'), icon: ReceiptText, needs: 'billing.read' },
      { to: '/people', name: t('People'), icon: Users, needs: 'person.read' },
      { to: '/teams', name: t('Teams'), icon: UsersRound, needs: 'team.read' },
      { to: '/templates', name: t('Templates'), icon: FileStack, needs: 'template.read' },
      { to: '/holidays', name: t('Holidays'), icon: CalendarDays, needs: 'settings.read' },
    ],
  },
  {
    name: t('Administration'),
    places: [
      { to: '/automation', name: t('Automation'), icon: Workflow, needs: 'automation.manage' },
      { to: '/audit', name: t('Audit log'), icon: History, needs: 'audit.read' },
      { to: '/alerts', name: t('Alerts'), icon: ShieldAlert, needs: 'alert.manage' },
      { to: '/jobs', name: t('Jobs'), icon: ClipboardList, needs: 'job.manage' },
      { to: '/import', name: t('Import'), icon: Upload, needs: 'project.create' },
      { to: '/settings', name: t('Settings'), icon: Settings, needs: 'settings.write' },
    ],
  },
]
export const ownPlaces = (): Place[] => [
  { to: '/notifications', name: t('Notifications'), icon: Bell, needs: 'me.notifications' },
  { to: '/profile', name: t('My profile'), icon: Settings, needs: 'me.read' },
]

/** What this person has a way to, group by group. */
export const placesFor = (me: Me): PlaceGroup[] =>
  groups()
    .map((group) => ({
      ...group,
      places: group.places.filter(({ needs, or = needs }) => may(me, needs) || may(me, or)),
    }))
    .filter(({ places }) => places.length > 0)
