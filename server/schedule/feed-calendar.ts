// Writes a calendar in the form that calendar programs read (RFC 5545). All entries are whole days and block no time.
import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency, type ICalEventData } from 'ical-generator'
import { dateOf, dayNumber } from '../../domain/calendar.ts'
import { say, sayLines, sayStatus } from '../../domain/said.ts'
import type { Speech } from '../../domain/speech.ts'
import { addressOf, type FeedEvent } from './feed-queries.ts'

/** How often programs are asked to look again. */
const LOOK_AGAIN_SECONDS = 900

export interface CalendarOfTasks {
  name: string
  events: readonly FeedEvent[]
  /** Whether each entry says of which project it is. */
  withProject: boolean
  organizationId: string
  publicUrl: string
  speech: Speech
}

/** The same entries always make the same text. */
export function calendarText(calendar: CalendarOfTasks): string {
  const written = ical({
    name: calendar.name,
    prodId: {
      company: 'Project Operations',
      product: 'Calendar',
      language: calendar.speech.language.slice(0, 2).toUpperCase(),
    },
    method: ICalCalendarMethod.PUBLISH,
    ttl: LOOK_AGAIN_SECONDS,
    events: calendar.events.map((event) => entryOf(event, calendar)),
  })
  return `${written.toString().trimEnd()}\r\n`
}

function entryOf(event: FeedEvent, { withProject, organizationId, publicUrl, speech }: CalendarOfTasks): ICalEventData {
  const changedAt = new Date(event.updatedAt)
  const title = withProject ? `${event.title} · ${event.projectName}` : event.title
  return {
    id: `${event.id}@${organizationId}`,
    sequence: event.version,
    // When the entry was last written, and not when it was asked for: what did not change stays the same text.
    stamp: changedAt,
    lastModified: changedAt,
    allDay: true,
    start: atMidnight(event.startOn),
    // An all-day end is the day after the last one.
    end: atMidnight(dateOf(dayNumber(event.endOn) + 1)),
    summary: `${MARKS[event.status] ?? ''}${event.kind === 'milestone' ? '◆ ' : ''}${title}`,
    description: speech.told(
      sayLines([say`Status: ${sayStatus(event.status, 'task')}`, say`Project: ${event.projectName}`]),
    ),
    url: publicUrl + addressOf(event),
    status: STATUSES[event.status] ?? ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
    categories: [{ name: event.projectName }],
  }
}

const STATUSES: Record<string, ICalEventStatus> = {
  cancelled: ICalEventStatus.CANCELLED,
  tentative: ICalEventStatus.TENTATIVE,
}
const MARKS: Record<string, string> = { completed: '✓ ', blocked: '⏸ ' }

/** A day is written as in UTC, wherever the server stands. */
const atMidnight = (date: string) => new Date(`${date}T00:00:00Z`)
