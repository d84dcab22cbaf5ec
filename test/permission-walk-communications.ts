// The walk's lines about messages, files and chat channels: who may, and a request that succeeds.
import { randomBytes } from 'node:crypto'
import { hashSecret } from '../server/access/authenticate.ts'
import { ask, type Agency } from './agency.ts'
import { formSignature, slackHeaders } from './deliveries.ts'
import type { WalkRequest } from './permission-walk-requests.ts'
import { fresh, ghost, isGhost, made, project, remove, task, type Ids, type Maker } from './permission-walk-things.ts'

export const COMMUNICATIONS_ACCESS: Record<string, string> = {
  'GET /v1/admin/projects/:projectId/communications': 'PA PM AM',
  'POST /v1/admin/projects/:projectId/communications': 'PA PM AM',
  'GET /v1/admin/projects/:projectId/recipients': 'PA PM AM',
  'GET /v1/admin/communications/:communicationId': 'PA PM AM',
  'GET /v1/admin/projects/tasks/:taskId/communications': 'PA PM TL own',
  'POST /v1/admin/projects/tasks/:taskId/communications': 'PA PM TL own',
  'POST /v1/admin/projects/:projectId/attachments': 'PA PM TL AM own',
  'GET /v1/admin/projects/:projectId/attachments': 'PA PM TL AM own',
  'GET /v1/admin/attachments/:attachmentId': 'PA PM TL AM own',
  'GET /v1/admin/attachments/:attachmentId/content': 'PA PM TL AM own',
  'DELETE /v1/admin/attachments/:attachmentId': 'PA PM TL AM own',
  'GET /v1/admin/projects/:projectId/channel': 'PA PM AM',
  'PUT /v1/admin/projects/:projectId/channel': 'PA PM',
  'DELETE /v1/admin/projects/:projectId/channel': 'PA PM',
  'POST /v1/client/:token/requests/:requestId/attachments': 'public',
  'GET /v1/client/:token/attachments/:attachmentId/content': 'public',
  'POST /v1/hooks/mail': 'public',
  'POST /v1/hooks/slack': 'public',
}

/** The project where the thing is that hangs on it. */
const projectOf = async (agency: Agency, place: Parameters<Maker>[1]) => {
  const made = await project(
    agency,
    isGhost(place) || place === 'deleted' || place === 'withProject' ? 'own' : place,
    '',
  )
  return { who: place === 'foreign' ? agency.olga : agency.ada, projectId: made?.projectId ?? '' }
}

/** A message of a project's own thread; nothing that was said is ever deleted by itself. */
const communication: Maker = async (agency, place) => {
  if (place === 'beside' || place === 'deleted') return undefined
  if (isGhost(place)) return { communicationId: ghost(place) }
  const { who, projectId } = await projectOf(agency, place)
  const path = `/v1/admin/projects/${projectId}`
  const communicationId = await made(who.post(`${path}/communications`, { body: 'Something said' }))
  if (place === 'withProject') await remove(who, `${path}?reason=walk`)
  return { communicationId }
}

/** A file on a task, shown to the client, so that account managers see it too; brought by somebody else. */
const attachment: Maker = async (agency, place) => {
  if (isGhost(place)) return { attachmentId: ghost(place) }
  const ids = await task(agency, place === 'deleted' || place === 'withProject' ? 'own' : place, '')
  const who = place === 'foreign' ? agency.olga : agency.ada
  const { projectId } = (await who.get(`/v1/admin/projects/tasks/${ids?.taskId}`)).body as { projectId: string }
  const attachmentId = await brought(agency, who.token, projectId, `&visibility=client&taskId=${ids?.taskId}`)
  if (place === 'deleted') await remove(who, `/v1/admin/attachments/${attachmentId}`)
  if (place === 'withProject') await remove(who, `/v1/admin/projects/${projectId}?reason=walk`)
  return { attachmentId }
}

/** A file that the caller brought for a message. */
const ownAttachment: Maker = async (agency, place, caller): Promise<Ids | undefined> => {
  if (place === 'beside') return undefined
  if (place !== 'own' || caller === 'nobody' || caller === 'olga') return attachment(agency, place, caller)
  const { projectId } = await projectOf(agency, place)
  return { attachmentId: await brought(agency, agency[caller as 'ada'].token, projectId, '') }
}

const brought = ({ baseUrl }: Agency, token: string, projectId: string, more: string) =>
  made(
    ask(baseUrl, 'POST', `/v1/admin/projects/${projectId}/attachments?name=${fresh('file')}.txt${more}`, 'words', {
      authorization: `Bearer ${token}`,
      'content-type': 'text/plain',
    }),
  )

/** A client's link with a request of theirs and a file on it; a deleted one was revoked. */
const clientLink: Maker = async (agency, place) => {
  if (isGhost(place)) return { token: ghost(place), requestId: 'none', attachmentId: 'none' }
  if (place !== 'own' && place !== 'foreign' && place !== 'deleted') return undefined
  const { who, projectId } = await projectOf(agency, place)
  const [token, requestId, email] = [
    randomBytes(32).toString('base64url'),
    fresh('request'),
    `${fresh('nina')}@bakery.example`,
  ]
  await agency.db.admin.query(
    `with l as (insert into client_links (organization_id, id, project_id, account_id, name, email, secret_hash, revoked_at, expires_at, created_at, updated_at)
       values ($1, $2 || 'l', $3, 'bakery', 'Nina', $4, $5, $6, '2099-01-01', now(), now()))
     insert into requests (organization_id, id, project_id, account_id, title, type, priority, source, requester_name, requester_email,
       status, resolve_by, created_at, updated_at)
     values ($1, $2, $3, 'bakery', 'More', 'change', 'medium', 'portal', 'Nina', $4, 'pending', now(), now(), now())`,
    [who.organizationId, requestId, projectId, email, hashSecret(token), place === 'deleted' ? '2020-01-01' : null],
  )
  const attachmentId = await brought(agency, who.token, projectId, `&visibility=client&requestId=${requestId}`)
  return { token, requestId, attachmentId }
}

let channels = 0
const connection = () => ({ provider: 'slack', channelId: `CWALK${++channels}`, visibility: 'internal' })
/** A project with a channel. */
const connected: Maker = async (agency, place, caller) => {
  const ids = await project(agency, place === 'deleted' ? 'own' : place, caller)
  if (!ids || isGhost(place)) return ids
  const who = place === 'foreign' ? agency.olga : agency.ada
  await who.put(`/v1/admin/projects/${ids.projectId}/channel`, connection())
  if (place === 'deleted') await remove(who, `/v1/admin/projects/${ids.projectId}?reason=walk`)
  return ids
}

const said = () => ({ body: fresh('words') })
export const COMMUNICATIONS_REQUESTS: Record<string, WalkRequest> = {
  'GET /v1/admin/projects/:projectId/communications': { on: project },
  'POST /v1/admin/projects/:projectId/communications': { on: project, body: said },
  'GET /v1/admin/projects/:projectId/recipients': { on: project },
  'GET /v1/admin/communications/:communicationId': { on: communication },
  'GET /v1/admin/projects/tasks/:taskId/communications': { on: task },
  'POST /v1/admin/projects/tasks/:taskId/communications': { on: task, body: said },
  'POST /v1/admin/projects/:projectId/attachments': { on: project, query: '?name=brief.bin', body: () => 'bytes' },
  'GET /v1/admin/projects/:projectId/attachments': { on: project },
  'GET /v1/admin/attachments/:attachmentId': { on: attachment },
  'GET /v1/admin/attachments/:attachmentId/content': { on: attachment },
  'DELETE /v1/admin/attachments/:attachmentId': { on: ownAttachment },
  'GET /v1/admin/projects/:projectId/channel': { on: connected },
  'PUT /v1/admin/projects/:projectId/channel': { on: connected, body: connection },
  'DELETE /v1/admin/projects/:projectId/channel': { on: connected },
  'POST /v1/client/:token/requests/:requestId/attachments': {
    on: clientLink,
    query: '?name=photo.bin',
    body: () => 'bytes',
  },
  'GET /v1/client/:token/attachments/:attachmentId/content': { on: clientLink },
  'POST /v1/hooks/mail': {
    body: ({ clock }) => new URLSearchParams({ ...formSignature(clock.now()), from: 'nina@bakery.example' }).toString(),
  },
  'POST /v1/hooks/slack': {
    body: () => ({ type: 'url_verification', challenge: 'abc' }),
    headers: ({ clock }, body) => slackHeaders(body, clock.now()),
  },
}
/** Rights that no address asks for, in the document's letters. */
export const COMMUNICATIONS_RIGHTS: Record<string, string> = {}
