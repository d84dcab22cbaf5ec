// How the tests ask: a client's request written down, answered and moved.
import type { NewRequest, ProcessedRequest, RequestWithHistory } from '../domain/request.ts'
import { ask, type Person, type Reply } from './agency.ts'

export const requestAt = (id: string) => `/v1/admin/projects/requests/${id}`

/** Writes a request down; it has to succeed. */
export async function asks(
  who: Person,
  projectId = 'site',
  more: Partial<NewRequest> = {},
): Promise<RequestWithHistory> {
  const { status, body } = await who.post(`/v1/admin/projects/${projectId}/requests`, {
    title: 'The opening hours are wrong',
    body: 'We open at **eight** now.',
    type: 'change',
    source: 'phone',
    requester: { name: 'Beate Bluebird', email: 'beate@bluebird.example' },
    ...more,
  })
  if (status !== 201) throw new Error(`could not ask: ${status} ${JSON.stringify(body)}`)
  return body as RequestWithHistory
}

export const answers = (
  who: Person,
  { id }: { id: string },
  resolutionStatus: string,
  more: Record<string, unknown> = {},
  query = '',
): Promise<Reply<ProcessedRequest & { planHash: string; changes: Change[]; code: string; allowed: string[] }>> =>
  who.put(`${requestAt(id)}/process${query}`, {
    resolutionStatus,
    response: 'Thank you, we look after it.',
    ...(resolutionStatus === 'declined' && { note: 'Not in the contract' }),
    ...more,
  })
interface Change {
  entity: { type: string; id: string }
  event: string
  changes: Record<string, { from?: unknown; to?: unknown }>
}

export const movesRequest = (who: Person, { id }: { id: string }, status: string, reason?: string) =>
  who.put(`${requestAt(id)}/status`, { status, ...(reason !== undefined && { reason }) })

/** How it went: `pending`, `in_review` … */
export const wentThrough = ({ statusHistory }: Pick<RequestWithHistory, 'statusHistory'>) =>
  statusHistory.map(({ to }) => to)

/** A history in which each step starts where the one before ended. */
export const isUnbroken = ({ statusHistory, status }: Pick<RequestWithHistory, 'statusHistory' | 'status'>) =>
  statusHistory.every(({ from }, n) => from === (statusHistory[n - 1]?.to ?? null)) &&
  statusHistory.at(-1)?.to === status

/** What somebody can do who holds a client's link, and nothing else. */
export function clientAt(baseUrl: string, url: string) {
  const path = `/v1/client/${url.split('/').at(-1)}`
  return {
    token: url.split('/').at(-1) ?? '',
    opens: () => ask(baseUrl, 'GET', path),
    reads: ({ id }: { id: string }) => ask(baseUrl, 'GET', `${path}/requests/${id}`),
    asks: (body: Record<string, unknown> = {}) =>
      ask(baseUrl, 'POST', `${path}/requests`, { title: 'A new photo', body: 'Please use the other one.', ...body }),
    says: ({ id }: { id: string }, body: string, key?: string) =>
      ask(baseUrl, 'POST', `${path}/requests/${id}/messages`, { body, ...(key !== undefined && { key }) }),
    withdraws: ({ id }: { id: string }) => ask(baseUrl, 'POST', `${path}/requests/${id}/cancel`),
  }
}

/** Somebody makes a link for a client's person, who can then ask by it. */
export async function invites(
  { baseUrl }: { baseUrl: string },
  who: Person,
  { projectId = 'site', ...body }: Record<string, unknown> & { projectId?: string } = {},
) {
  const { status, body: link } = await who.post(`/v1/admin/projects/${projectId}/client-links`, {
    name: 'Beate Bluebird',
    email: 'beate@bluebird.example',
    ...body,
  })
  if (status !== 201) throw new Error(`could not invite: ${status} ${JSON.stringify(link)}`)
  return { link, ...clientAt(baseUrl, link.url as string) }
}
