// The walk's lines about client requests and the links of clients: who may, a request that succeeds, and how such things are made.
import type { Agency } from './agency.ts'
import type { Place } from './permission-walk-access.ts'
import type { WalkRequest } from './permission-walk-requests.ts'
import { fresh, ghost, isGhost, made, project, remove, type Maker } from './permission-walk-things.ts'

export const ASKING_ACCESS: Record<string, string> = {
  'GET /v1/admin/projects/:projectId/requests': 'PA PM AM',
  'PUT /v1/admin/projects/requests/:requestId/process': 'PA PM',
  'POST /v1/admin/projects/:projectId/requests': 'PA PM AM',
  'GET /v1/admin/requests': 'PA PM AM',
  'GET /v1/admin/projects/requests/:requestId': 'PA PM AM',
  'PUT /v1/admin/projects/requests/:requestId': 'PA PM',
  'PUT /v1/admin/projects/requests/:requestId/status': 'PA PM',
  'GET /v1/admin/projects/:projectId/client-links': 'PA PM AM',
  'POST /v1/admin/projects/:projectId/client-links': 'PA PM AM',
  'GET /v1/admin/client-links/:clientLinkId': 'PA PM AM',
  'DELETE /v1/admin/client-links/:clientLinkId': 'PA PM AM',
  'GET /v1/client/:token': 'public',
  'GET /v1/client/:token/requests': 'public',
  'POST /v1/client/:token/requests': 'public',
  'GET /v1/client/:token/requests/:requestId': 'public',
  'POST /v1/client/:token/requests/:requestId/messages': 'public',
  'POST /v1/client/:token/requests/:requestId/cancel': 'public',
}

const BEATE = { name: 'Beate Bluebird', email: 'beate@bluebird.example' }
const newRequest = () => ({ id: fresh('asked'), title: 'Asked', type: 'change', source: 'phone', requester: BEATE })

/** Makes something in a project of that place, by an administrator of the house; a project that is to go goes after it. */
async function within<T>(
  agency: Agency,
  place: Place,
  make: (path: string, who: Agency['ada']) => Promise<T>,
): Promise<T | undefined> {
  if (place === 'beside') return undefined
  const ids = await project(agency, place === 'deleted' || place === 'withProject' ? 'own' : place, '')
  if (!ids) return undefined
  const path = `/v1/admin/projects/${ids.projectId}`
  const thing = await make(path, place === 'foreign' ? agency.olga : agency.ada)
  if (place === 'withProject') await remove(agency.ada, `${path}?reason=walk`)
  return thing
}

/** Nothing takes a request away but its project. */
export const request: Maker = async (agency, place) => {
  if (isGhost(place)) return { requestId: ghost(place) }
  if (place === 'deleted') return undefined
  const requestId = await within(agency, place, (path, who) => made(who.post(`${path}/requests`, newRequest())))
  return requestId === undefined ? undefined : { requestId }
}

/** A revoked one is there still, and is told to be. */
export const clientLink: Maker = async (agency, place) => {
  if (isGhost(place)) return { clientLinkId: ghost(place) }
  if (place === 'deleted') return undefined
  const id = await within(agency, place, (path, who) =>
    made(who.post(`${path}/client-links`, { id: fresh('link'), ...BEATE })),
  )
  return id === undefined ? undefined : { clientLinkId: id }
}

/** The secret address of a client; a deleted one was taken back. */
export const clientAddress: Maker = async (agency, place) => {
  if (isGhost(place)) return { token: ghost(place) }
  if (place === 'out') return undefined
  const link = await within(agency, place, async (path, who) => (await who.post(`${path}/client-links`, BEATE)).body)
  if (link === undefined) return undefined
  if (place === 'deleted') await remove(agency.ada, `/v1/admin/client-links/${link.id}`)
  return { token: (link.url as string).split('/').at(-1) ?? '' }
}

/** A request at the address of who asked it. */
export const ownRequest: Maker = async (agency, place) => {
  if (isGhost(place)) return { ...(await clientAddress(agency, 'own', '')), requestId: ghost(place) }
  if (place === 'out') return undefined
  return within(agency, place, async (path, who) => {
    const link = (await who.post(`${path}/client-links`, BEATE)).body
    const requestId = await made(who.post(`${path}/requests`, newRequest()))
    if (place === 'deleted') await remove(agency.ada, `/v1/admin/client-links/${link.id}`)
    return { token: (link.url as string).split('/').at(-1) ?? '', requestId }
  })
}

export const ASKING_REQUESTS: Record<string, WalkRequest> = {
  'GET /v1/admin/projects/:projectId/requests': { on: project },
  'PUT /v1/admin/projects/requests/:requestId/process': {
    on: request,
    body: () => ({ resolutionStatus: 'accepted', response: 'Yes', tasks: [{ title: 'Work' }] }),
  },
  'POST /v1/admin/projects/:projectId/requests': { on: project, body: newRequest },
  'GET /v1/admin/requests': { lists: request },
  'GET /v1/admin/projects/requests/:requestId': { on: request },
  'PUT /v1/admin/projects/requests/:requestId': { on: request, body: () => ({ title: fresh('Title') }) },
  'PUT /v1/admin/projects/requests/:requestId/status': { on: request, body: () => ({ status: 'in_review' }) },
  'GET /v1/admin/projects/:projectId/client-links': { on: project },
  'POST /v1/admin/projects/:projectId/client-links': { on: project, body: () => BEATE },
  'GET /v1/admin/client-links/:clientLinkId': { on: clientLink },
  'DELETE /v1/admin/client-links/:clientLinkId': { on: clientLink },
  'GET /v1/client/:token': { on: clientAddress },
  'GET /v1/client/:token/requests': { on: clientAddress },
  'POST /v1/client/:token/requests': { on: clientAddress, body: () => ({ title: 'Asked', body: 'Please' }) },
  'GET /v1/client/:token/requests/:requestId': { on: ownRequest },
  'POST /v1/client/:token/requests/:requestId/messages': { on: ownRequest, body: () => ({ body: 'And soon' }) },
  'POST /v1/client/:token/requests/:requestId/cancel': { on: ownRequest },
}
/** Rights that no address asks for, in the document's letters. */
export const ASKING_RIGHTS: Record<string, string> = {}
