// What can be wrong with how somebody gets in, and how to provoke it.
import { ask, signsIn, startsWith, type Agency, type Person } from './agency.ts'
import type { Failure } from './failures-provoked.ts'
import { setsSecondFactor } from './second-factor.ts'

const PASSWORD = 'a quiet long password'
/** The session of the one who was let in before. */
let session = ''
const letsIn = async ({ baseUrl }: Agency, who: Person) => {
  await startsWith(who, PASSWORD)
  session = (await signsIn(baseUrl, who.email, PASSWORD)).session
}
const asks = ({ baseUrl }: Agency, method: string, path: string, body?: unknown) =>
  ask(baseUrl, method, path, body, { cookie: session })

export const SIGN_IN_FAILURES: Failure[] = [
  {
    says: 'an unknown session',
    code: 'session_not_found',
    status: 404,
    when: (a) => a.ada.delete('/v1/auth/sessions/none'),
  },
  {
    says: 'a password where a second factor is set up',
    code: 'second_factor_needed',
    status: 401,
    given: async (a) => {
      await startsWith(a.max, PASSWORD)
      await setsSecondFactor(a, a.max)
    },
    when: async (a) => (await signsIn(a.baseUrl, a.max.email, PASSWORD)).reply,
  },
  {
    says: 'somebody without a second factor where the organisation wants one',
    code: 'second_factor_missing',
    status: 403,
    given: async (a) => {
      await letsIn(a, a.ada)
      await a.ada.put('/v1/admin/settings', { secondFactorRequired: true })
    },
    when: (a) => asks(a, 'GET', '/v1/admin/projects'),
  },
  {
    says: 'a browser left open makes somebody an admin',
    code: 'sign_in_again',
    status: 403,
    given: async (a) => {
      await letsIn(a, a.ada)
      a.clock.advance({ minutes: 16 })
      await asks(a, 'GET', '/v1/admin/me')
    },
    when: (a) => asks(a, 'PUT', '/v1/admin/people/mia', { roles: ['project_admin'] }),
  },
]
