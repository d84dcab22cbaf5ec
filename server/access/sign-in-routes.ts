// What the outside may ask about how one gets in: one's own sessions, and one's own second factor.
import { z } from 'zod'
import {
  NewSecondFactor,
  RecoveryCodes,
  SecondFactor,
  SecondFactorConfirmation,
  Sessions,
} from '../../domain/sign-in.ts'
import { endpoint } from '../platform/endpoint.ts'
import type { Seal } from '../platform/seal.ts'
import {
  draftSecondFactor,
  getSecondFactor,
  removeOwnSecondFactor,
  setSecondFactor,
} from './second-factor-operations.ts'
import { endSessionOfMine, listSessions } from './session-list.ts'

const common = { may: 'me.sign_in', withoutSecondFactor: true } as const

const ownRoutes = [
  endpoint({
    ...common,
    method: 'GET',
    path: '/v1/auth/sessions',
    summary: 'Where I am signed in.',
    reply: Sessions,
    run: (tx) => listSessions(tx),
  }),
  endpoint({
    ...common,
    method: 'DELETE',
    path: '/v1/auth/sessions/:sessionId',
    summary: 'Ends a session of mine at once.',
    reply: z.null(),
    status: 204,
    problems: ['sign_in_again'],
    run: async (tx, { params }) => {
      await endSessionOfMine(tx, params.sessionId)
      return null
    },
  }),
  endpoint({
    ...common,
    method: 'GET',
    path: '/v1/auth/second-factor',
    summary: 'Whether I have a second factor, and whether my organisation wants one.',
    reply: SecondFactor,
    run: (tx) => getSecondFactor(tx),
  }),
  endpoint({
    ...common,
    method: 'DELETE',
    path: '/v1/auth/second-factor',
    summary: 'Takes my second factor away; my other sessions end.',
    reply: z.null(),
    status: 204,
    problems: ['sign_in_again'],
    run: async (tx) => {
      await removeOwnSecondFactor(tx)
      return null
    },
  }),
]

export const signInRoutes = (seal: Seal) => [
  ...ownRoutes,
  endpoint({
    ...common,
    method: 'POST',
    path: '/v1/auth/second-factor',
    summary: 'Starts a second factor: a secret for an authenticator app, which counts once it is confirmed.',
    reply: NewSecondFactor,
    status: 201,
    secrets: ['secret', 'address', 'draft'],
    problems: ['sign_in_again'],
    run: (tx) => draftSecondFactor(tx, seal),
  }),
  endpoint({
    ...common,
    method: 'PUT',
    path: '/v1/auth/second-factor',
    summary: 'Confirms it with a code of the app; my other sessions end. Answers recovery codes, this once.',
    body: SecondFactorConfirmation,
    reply: RecoveryCodes,
    secrets: ['recoveryCodes'],
    problems: ['sign_in_again'],
    run: (tx, { body }) => setSecondFactor(tx, seal, body),
  }),
]
