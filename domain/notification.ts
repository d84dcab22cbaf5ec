// What people are told, kind by kind, and how each person wants to be told of it.
import { z } from 'zod'
import { Id, idList, Instant, Locale, SaidShape } from './fields.ts'

export const NOTICE_KINDS = [
  'task_assigned',
  'task_ready',
  'task_status_changed',
  'task_overdue',
  'task_blocked',
  'schedule_changed',
  'project_assigned',
  'project_status_changed',
  'project_set_up',
  'request_received',
  'request_status_changed',
  'request_overdue',
  'message_received',
  'signal_raised',
  'alert_raised',
  'weekly_digest',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]
const Kind = z.enum(NOTICE_KINDS)

export const Notification = z
  .strictObject({
    id: Id,
    kind: Kind,
    title: z.string().meta({ description: 'One line, as a person reads it.' }),
    said: SaidShape.nullable().meta({ description: 'The title, where it can be said in other languages.' }),
    body: z.string(),
    bodySaid: SaidShape.nullable().meta({ description: 'The body, where it can be said in other languages.' }),
    entity: z.strictObject({ type: z.string(), id: Id }).meta({ description: 'What it is about.' }),
    projectId: Id.nullable(),
    actor: z
      .strictObject({ type: z.enum(['person', 'rule', 'client', 'integration']), id: z.string(), name: z.string() })
      .meta({ description: 'Who did what it tells of.' }),
    causeId: Id.nullable().meta({ description: 'The entry of the activity that it tells of.' }),
    at: Instant,
    readAt: Instant.nullable(),
  })
  .meta({ id: 'Notification', description: 'What somebody was told; theirs alone.' })
export type Notification = z.infer<typeof Notification>

/** How mail of a kind comes: each at once, all of a day together, or not at all. */
export const MAIL_WAYS = ['instant', 'digest', 'off'] as const
export type MailWay = (typeof MAIL_WAYS)[number]

const Ways = z.strictObject({ inApp: z.boolean(), email: z.enum(MAIL_WAYS), chat: z.boolean() })
export type Ways = z.infer<typeof Ways>

export const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is a time of day written HH:MM')
const QuietHours = z
  .strictObject({ from: WallTime, to: WallTime })
  .refine(({ from, to }) => from !== to, { message: 'is another time than from', path: ['to'] })
  .meta({ description: 'In the organisation’s time zone; past midnight where `to` is earlier than `from`.' })

const kindsOf = <T extends z.ZodType>(ways: T) =>
  z.strictObject(Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, ways])) as Record<NoticeKind, T>)

export const OwnLocale = z
  .union([Locale, z.null()])
  .meta({ description: 'What mail and chat are written in, as de-AT; null as the organisation has it.' })
const DigestHour = z.int().min(0).max(23).meta({ description: 'In the organisation’s time zone.' })

export const NotificationPreferences = z
  .strictObject({
    kinds: kindsOf(Ways),
    digestHour: DigestHour,
    quietHours: QuietHours.nullable(),
    locale: OwnLocale,
    mutedProjectIds: z.array(Id).meta({ description: 'Nothing of these comes by mail or chat.' }),
  })
  .meta({ id: 'NotificationPreferences' })
export type NotificationPreferences = z.infer<typeof NotificationPreferences>

export const NotificationPreferencesChange = z
  .strictObject({
    kinds: kindsOf(Ways.partial().optional()).optional(),
    digestHour: DigestHour.optional(),
    quietHours: QuietHours.nullable().optional(),
    locale: OwnLocale.optional(),
    mutedProjectIds: idList(200).optional(),
  })
  .meta({ id: 'NotificationPreferencesChange', description: 'What is left out stays as it is.' })
export type NotificationPreferencesChange = z.infer<typeof NotificationPreferencesChange>

/** What waits for this person is mailed at once; what is good to know once a day. Chat is for who asks for it. */
const AT_ONCE: ReadonlySet<NoticeKind> = new Set([
  'task_assigned',
  'task_overdue',
  'project_assigned',
  'request_received',
  'request_overdue',
  'message_received',
  'alert_raised',
  'weekly_digest',
])

export const DEFAULT_PREFERENCES: NotificationPreferences = {
  kinds: Object.fromEntries(
    NOTICE_KINDS.map((kind) => [kind, { inApp: true, email: AT_ONCE.has(kind) ? 'instant' : 'digest', chat: false }]),
  ) as Record<NoticeKind, Ways>,
  digestHour: 8,
  locale: null,
  quietHours: { from: '20:00', to: '07:00' },
  mutedProjectIds: [],
}

/** The preferences with what somebody said about them, kind by kind and way by way. */
export function withChange(
  preferences: NotificationPreferences,
  { kinds = {}, ...change }: NotificationPreferencesChange,
): NotificationPreferences {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const ways = NOTICE_KINDS.map((kind) => [kind, { ...preferences.kinds[kind], ...kinds[kind] }])
  return { ...preferences, ...given, kinds: Object.fromEntries(ways) as Record<NoticeKind, Ways> }
}

/** How one notice goes outside the app. What is of a muted project goes nowhere. */
export function waysOf(
  { kinds, mutedProjectIds }: NotificationPreferences,
  { kind, projectId }: { kind: NoticeKind; projectId: string | null },
): Omit<Ways, 'inApp'> {
  if (projectId !== null && mutedProjectIds.includes(projectId)) return { email: 'off', chat: false }
  return kinds[kind]
}

/** The kinds that go at once also in quiet hours: what an administrator must know of while it can still be helped. */
const URGENT: ReadonlySet<NoticeKind> = new Set(['alert_raised'])
export const isUrgent = (kind: NoticeKind): boolean => URGENT.has(kind)
