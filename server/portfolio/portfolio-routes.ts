// What the outside may ask about a client as a whole, and do to all their projects at once; and who looks after clients.
import { Account, AccountChange } from '../../domain/account.ts'
import {
  AccountOverview,
  HandedOver,
  HandOver,
  Leaving,
  LeftPerson,
  ProjectsStep,
  SteppedProjects,
} from '../../domain/portfolio.ts'
import { endpoint } from '../platform/endpoint.ts'
import { changeAccount } from './archive-account.ts'
import { handOver, leave } from './hand-over.ts'
import { getOverview } from './overview-queries.ts'
import { stepProjects } from './step-projects.ts'

export const portfolioRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/accounts/:accountId/overview',
    may: 'account.read',
    summary: 'How a client’s projects do, with parent and children, each by itself and in all.',
    reply: AccountOverview,
    run: (tx, { params }) => getOverview(tx, params.accountId),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/accounts/:accountId',
    may: 'account.write',
    summary:
      'Changes what is known of a client, or archives them: their links are closed and what wanted attention is settled.',
    preview: true,
    body: AccountChange,
    reply: Account,
    problems: ['already_exists', 'in_use'],
    run: (tx, { params, body }) => changeAccount(tx, params.accountId, body),
  }),
  endpoint({
    method: 'PUT',
    path: '/v1/admin/accounts/:accountId/projects',
    may: 'account.coordinate',
    summary: 'Holds, resumes or moves all open projects of a client at once, or none of them.',
    preview: true,
    body: ProjectsStep,
    reply: SteppedProjects,
    run: (tx, { params, body }) => stepProjects(tx, params.accountId, body),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/people/:personId/suspend',
    may: 'person.write',
    summary:
      'Shuts a person out at once, sessions and API tokens with them; hands on what they look after, or tells what is left.',
    preview: true,
    body: Leaving.optional(),
    reply: LeftPerson,
    problems: ['last_admin', 'version_conflict'],
    run: (tx, { params, body }) => leave(tx, params.personId, body?.handOverTo),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/people/:personId/hand-over',
    may: 'person.write',
    summary: 'Hands the clients, open requests and open signals of a person on to another.',
    preview: true,
    body: HandOver,
    reply: HandedOver,
    run: (tx, { params, body }) => handOver(tx, params.personId, body.to),
  }),
]
