// Subscribing to calendar feeds in tests, and reading them by a program that is not ours.
import assert from 'node:assert/strict'
import ICAL from 'ical.js'
import type { Person } from './agency.ts'

export const feeds = '/v1/admin/me/feeds'

export async function subscribed(who: Person, feed: Record<string, unknown>): Promise<{ id: string; url: string }> {
  const { status, body } = await who.post(feeds, feed)
  assert.equal(status, 201, JSON.stringify(body))
  return body as { id: string; url: string }
}

export interface Entry {
  uid: string
  summary: string
  start: string
  end: string
  sequence: number
  status: unknown
  url: unknown
  isDate: boolean
}

/** The feed as an independent reader understands it. */
export async function read(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers })
  const text = await response.text()
  const parsed = response.status === 200 ? new ICAL.Component(ICAL.parse(text)) : undefined
  const entries = (parsed?.getAllSubcomponents('vevent') ?? []).map((component): Entry => {
    const event = new ICAL.Event(component)
    return {
      uid: event.uid,
      summary: event.summary,
      start: String(event.startDate),
      end: String(event.endDate),
      sequence: event.sequence,
      status: component.getFirstPropertyValue('status'),
      url: component.getFirstPropertyValue('url'),
      isDate: event.startDate.isDate && event.endDate.isDate,
    }
  })
  return { response, text, entries, calendar: parsed }
}
export const summaries = (entries: Entry[]) => entries.map(({ summary }) => summary).toSorted()
