// What a client may ask through their link, and who makes such links.
import { ClientAsks, ClientPage, ClientRequestWithThread, ClientSays } from '../../domain/client-link.ts'
import { visitEndpoint } from '../platform/endpoint.ts'
import { clientLinkRoutes } from './client-link-routes.ts'
import { asClient, writingAsClient } from './client-visit.ts'
import { askByLink, sayByLink, withdrawByLink } from './portal-operations.ts'
import { getOwnRequest, listOwnRequests, OwnFilters, OwnPage, showClientPage } from './portal-queries.ts'

const visitRoutes = [
  visitEndpoint({
    method: 'GET',
    path: '/v1/client/:token',
    may: 'public',
    summary: 'A client’s page: whose it is, and the first of their own requests.',
    reply: ClientPage,
    problems: ['link_not_found', 'rate_limited'],
    visit: (visit, { params }) => asClient(visit, params.token, (tx, client) => showClientPage(tx, client)),
  }),
  visitEndpoint({
    method: 'GET',
    path: '/v1/client/:token/requests',
    may: 'public',
    summary: 'The client’s own requests, newest first.',
    query: OwnFilters,
    reply: OwnPage,
    problems: ['link_not_found', 'rate_limited'],
    visit: (visit, { params, query }) =>
      asClient(visit, params.token, (tx, client) => listOwnRequests(tx, client, query)),
  }),
  visitEndpoint({
    method: 'POST',
    path: '/v1/client/:token/requests',
    may: 'public',
    summary: 'The client asks for something. Sent again with the same key, it is asked once.',
    body: ClientAsks,
    reply: ClientRequestWithThread,
    status: 201,
    problems: ['link_not_found', 'rate_limited', 'idempotency_mismatch'],
    visit: (visit, { params, body }) =>
      writingAsClient(visit, params.token, (tx, client, project) => askByLink(tx, client, project, body)),
  }),
  visitEndpoint({
    method: 'GET',
    path: '/v1/client/:token/requests/:requestId',
    may: 'public',
    summary: 'One of the client’s own requests with its conversation.',
    reply: ClientRequestWithThread,
    problems: ['link_not_found', 'request_not_found', 'rate_limited'],
    visit: (visit, { params }) =>
      asClient(visit, params.token, (tx, client) => getOwnRequest(tx, client, params.requestId)),
  }),
  visitEndpoint({
    method: 'POST',
    path: '/v1/client/:token/requests/:requestId/messages',
    may: 'public',
    summary: 'The client says something about a request of theirs; one that waits for them goes on.',
    body: ClientSays,
    reply: ClientRequestWithThread,
    status: 201,
    problems: ['link_not_found', 'request_not_found', 'rate_limited', 'idempotency_mismatch'],
    visit: (visit, { params, body }) =>
      writingAsClient(visit, params.token, (tx, client, project) =>
        sayByLink(tx, client, project, params.requestId, body),
      ),
  }),
  visitEndpoint({
    method: 'POST',
    path: '/v1/client/:token/requests/:requestId/cancel',
    may: 'public',
    summary: 'The client takes a request back that nobody has begun with.',
    reply: ClientRequestWithThread,
    problems: ['link_not_found', 'request_not_found', 'rate_limited', 'invalid_transition'],
    visit: (visit, { params }) =>
      writingAsClient(visit, params.token, (tx, client) => withdrawByLink(tx, client, params.requestId)),
  }),
]

export const portalRoutes = [...clientLinkRoutes, ...visitRoutes]
