// What the outside may ask about accounts. How they are changed reaches further: see portfolio/.
import { Account, NewAccount } from '../../domain/account.ts'
import { endpoint } from '../platform/endpoint.ts'
import { createAccount } from './account-operations.ts'
import { AccountFilters, AccountPage, getAccount, listAccounts } from './account-queries.ts'

export const accountRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/accounts',
    may: 'account.read',
    kept: 'agency',
    summary: 'The agency’s clients, filtered and page by page.',
    query: AccountFilters,
    reply: AccountPage,
    run: (tx, { query }) => listAccounts(tx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/accounts',
    may: 'account.write',
    summary: 'Takes on a client.',
    body: NewAccount,
    reply: Account,
    status: 201,
    location: ({ id }) => `/v1/admin/accounts/${id}`,
    problems: ['already_exists'],
    run: (tx, { body }) => createAccount(tx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/accounts/:accountId',
    may: 'account.read',
    kept: 'agency',
    summary: 'One client.',
    reply: Account,
    run: (tx, { params }) => getAccount(tx, params.accountId),
  }),
]
