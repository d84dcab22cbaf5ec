// What the outside may ask at the door: signing in and out, invitations, passwords.
import { z } from 'zod'
import { Email } from '../../domain/fields.ts'
import { Password } from '../../domain/person.ts'
import { Invitation, PasswordChange, SignedInPerson, SignIn } from '../../domain/sign-in.ts'
import { visitEndpoint } from '../platform/endpoint.ts'
import type { Seal } from '../platform/seal.ts'
import {
  acceptInvitation,
  changePassword,
  getInvitation,
  requestPasswordReset,
  resetPassword,
} from './password-operations.ts'
import { signIn, signOut } from './session-operations.ts'

const ChosenPassword = z.strictObject({ password: Password }).meta({ id: 'ChosenPassword' })
const RESET_REQUESTED = 'If somebody with this address works here, a link is on its way to them.'
const nothing = z.null()

const loginRoute = (seal: Seal) =>
  visitEndpoint({
    method: 'POST',
    path: '/v1/auth/login',
    may: 'public',
    summary:
      'Signs in: sets the session cookie, good for 14 days, or until it was not used for one. Ends the session there was.',
    body: SignIn,
    reply: SignedInPerson,
    problems: ['unauthenticated', 'second_factor_needed', 'permission_denied', 'rate_limited', 'unavailable'],
    visit: (visit, { body }) => signIn(visit, seal, body),
  })

const otherRoutes = [
  visitEndpoint({
    method: 'POST',
    path: '/v1/auth/logout',
    may: 'public',
    summary: 'Signs out: ends the session and takes the cookie back.',
    reply: nothing,
    status: 204,
    problems: ['permission_denied'],
    visit: async (visit) => {
      await signOut(visit)
      return null
    },
  }),
  visitEndpoint({
    method: 'PUT',
    path: '/v1/auth/password',
    may: 'me.password',
    withoutSecondFactor: true,
    summary: 'Changes my password. My other sessions end; my API tokens stay.',
    body: PasswordChange,
    reply: nothing,
    status: 204,
    problems: ['rate_limited', 'unavailable'],
    visit: async (visit, { body }) => {
      await changePassword(visit, body)
      return null
    },
  }),
  visitEndpoint({
    method: 'GET',
    path: '/v1/auth/invitations/:token',
    may: 'public',
    summary: 'Whom an invitation is for, and to which organisation.',
    reply: Invitation,
    problems: ['link_not_found'],
    visit: (visit, { params }) => getInvitation(visit, params.token),
  }),
  visitEndpoint({
    method: 'POST',
    path: '/v1/auth/invitations/:token',
    may: 'public',
    summary: 'Accepts an invitation: sets the password, uses the link up and signs in.',
    body: ChosenPassword,
    reply: SignedInPerson,
    problems: ['link_not_found', 'permission_denied', 'unavailable'],
    visit: (visit, { params, body }) => acceptInvitation(visit, params.token, body.password),
  }),
  visitEndpoint({
    method: 'POST',
    path: '/v1/auth/password-reset',
    may: 'public',
    summary: 'Mails a link for a new password, good for an hour. The answer is the same whoever asks.',
    body: z.strictObject({ email: Email }),
    reply: z.strictObject({ message: z.string() }),
    status: 202,
    problems: ['rate_limited'],
    visit: async (visit, { body }) => {
      await requestPasswordReset(visit, body.email)
      return { message: RESET_REQUESTED }
    },
  }),
  visitEndpoint({
    method: 'PUT',
    path: '/v1/auth/password-reset/:token',
    may: 'public',
    summary: 'Sets a new password by a mailed link. All sessions end; API tokens stay.',
    body: ChosenPassword,
    reply: nothing,
    status: 204,
    problems: ['link_not_found', 'unavailable'],
    visit: async (visit, { params, body }) => {
      await resetPassword(visit, params.token, body.password)
      return null
    },
  }),
]

export const authRoutes = (seal: Seal) => [loginRoute(seal), ...otherRoutes]
