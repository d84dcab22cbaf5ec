// All that the outside may ask about getting in.
import { randomBytes } from 'node:crypto'
import { makeSeal } from '../platform/seal.ts'
import { authRoutes } from './auth-routes.ts'
import { getSession } from './session-list.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { getToken } from './token-queries.ts'
import { tokenRoutes } from './token-routes.ts'

/** Without a seal, second factors hold for as long as the process lives: for drawing the contract, and for tests. */
export const accessRoutes = (seal = makeSeal(randomBytes(32).toString('base64url'), 'for now')) => [
  ...authRoutes(seal),
  ...signInRoutes(seal),
  ...tokenRoutes,
]

export const accessVisible = { tokenId: getToken, sessionId: getSession }
