// What the outside may ask about API tokens: everyone their own.
import { z } from 'zod'
import { ApiToken, NewApiToken } from '../../domain/sign-in.ts'
import { endpoint } from '../platform/endpoint.ts'
import { createToken, deleteToken } from './token-operations.ts'
import { listTokens, TokenFilters, TokenPage } from './token-queries.ts'

export const tokenRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/auth/tokens',
    may: 'token.manage',
    summary: 'My API tokens, without their secrets.',
    query: TokenFilters,
    reply: TokenPage,
    run: (tx, { query }) => listTokens(tx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/auth/tokens',
    may: 'token.manage',
    summary: 'Makes an API token; its secret is shown this once.',
    body: NewApiToken,
    reply: ApiToken,
    status: 201,
    secrets: ['token'],
    problems: ['already_exists'],
    run: (tx, { body }) => createToken(tx, body),
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/auth/tokens/:tokenId',
    may: 'token.manage',
    summary: 'Ends a token of mine at once.',
    reply: z.null(),
    status: 204,
    run: async (tx, { params }) => {
      await deleteToken(tx, params.tokenId)
      return null
    },
  }),
]
