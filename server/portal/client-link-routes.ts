// What the outside may ask about the links of clients: whoever speaks with the client makes them and takes them back.
import { ClientLink, NewClientLink } from '../../domain/client-link.ts'
import { endpoint } from '../platform/endpoint.ts'
import { createClientLink, revokeClientLink } from './client-link-operations.ts'
import { ClientLinkFilters, ClientLinkPage, getClientLink, listClientLinks } from './client-link-queries.ts'

export const clientLinkRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/client-links',
    may: 'client_link.manage',
    summary: 'The links by which clients ask in a project, without their secret addresses.',
    query: ClientLinkFilters,
    reply: ClientLinkPage,
    run: (tx, { params, query }) => listClientLinks(tx, params.projectId, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/projects/:projectId/client-links',
    may: 'client_link.manage',
    summary: 'Makes a page for one person of the client; its secret address is shown this once.',
    body: NewClientLink,
    reply: ClientLink,
    status: 201,
    location: ({ id }) => `/v1/admin/client-links/${id}`,
    secrets: ['url'],
    problems: ['already_exists', 'invalid_transition'],
    run: (tx, { params, body }) => createClientLink(tx, params.projectId, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/client-links/:clientLinkId',
    may: 'client_link.manage',
    summary: 'One link of a client, revoked or not.',
    reply: ClientLink,
    run: (tx, { params }) => getClientLink(tx, params.clientLinkId),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/admin/client-links/:clientLinkId',
    may: 'client_link.manage',
    summary: 'Takes the address back at once; that it was is kept.',
    reply: ClientLink,
    run: (tx, { params }) => revokeClientLink(tx, params.clientLinkId),
  }),
]
