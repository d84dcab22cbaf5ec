// What can be wrong with who asks, what for, and what is sent: how to provoke it, and what the answer carries.
import assert from 'node:assert/strict'
import type { ProblemCode } from '../domain/problems.ts'
import { ask, type Agency, type Reply } from './agency.ts'
import { ASKING_FAILURES } from './failures-of-asking.ts'
import { COMMUNICATIONS_FAILURES } from './failures-of-communications.ts'
import { LOG_FAILURES } from './failures-of-log.ts'
import { AUTOMATION_FAILURES } from './failures-of-automation.ts'
import { NOTIFICATIONS_FAILURES } from './failures-of-notifications.ts'
import { ANALYTICS_FAILURES } from './failures-of-analytics.ts'
import { LIVE_FAILURES } from './failures-of-live.ts'
import { CLIENTS_FAILURES } from './failures-of-clients.ts'
import { PLANNING_FAILURES } from './failures-of-planning.ts'

export interface Failure {
  says: string
  code: ProblemCode
  status: number
  /** What has to be there before; changes what it likes. */
  given?: (agency: Agency) => Promise<unknown>
  when: (agency: Agency) => Promise<Reply>
  /** What the code adds to the problem. */
  adds?: Record<string, unknown>
  also?: (reply: Reply, agency: Agency) => void
}

const projects = '/v1/admin/projects'
const pointers = (reply: Reply) => (reply.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)
const bytes = (headers: Record<string, string>, body: string) => (a: Agency) =>
  ask(a.baseUrl, 'POST', projects, body, { authorization: `Bearer ${a.ada.token}`, ...headers })

const asking: Failure[] = [
  {
    says: 'nobody is asking',
    code: 'unauthenticated',
    status: 401,
    when: (a) => a.nobody.get(projects),
    also: ({ headers }) => assert.equal(headers.get('www-authenticate'), 'Bearer'),
  },
  { says: 'a member lists the projects', code: 'permission_denied', status: 403, when: (a) => a.mia.get(projects) },
  {
    says: 'an address where there is nothing',
    code: 'route_not_found',
    status: 404,
    when: (a) => a.ada.get('/v1/admin/nothing'),
  },
  {
    says: 'an address that can not be decoded',
    code: 'route_not_found',
    status: 404,
    when: (a) => a.ada.get('/v1/admin/projects/%E0%A4%A'),
  },
  {
    says: 'an unknown person',
    code: 'person_not_found',
    status: 404,
    when: (a) => a.ada.get('/v1/admin/people/nobody-here'),
  },
  { says: 'an unknown team', code: 'team_not_found', status: 404, when: (a) => a.ada.get('/v1/admin/teams/none') },
  {
    says: 'an unknown account',
    code: 'account_not_found',
    status: 404,
    when: (a) => a.ada.get('/v1/admin/accounts/none'),
  },
  { says: 'an unknown project', code: 'project_not_found', status: 404, when: (a) => a.ada.get(`${projects}/none`) },
  {
    says: 'an unknown template',
    code: 'template_not_found',
    status: 404,
    when: (a) => a.ada.get('/v1/admin/templates/none'),
  },
  { says: 'an unknown task', code: 'task_not_found', status: 404, when: (a) => a.ada.starts({ id: 'none' }) },
  {
    says: 'an unknown time entry',
    code: 'time_entry_not_found',
    status: 404,
    when: (a) => a.ada.delete(`${projects}/tasks/copy/time/none`),
  },
  {
    says: 'a calendar feed that is not one’s own',
    code: 'feed_not_found',
    status: 404,
    given: (a) => a.mia.post('/v1/admin/me/feeds', { id: 'hers', kind: 'mine' }),
    when: (a) => a.ada.delete('/v1/admin/me/feeds/hers'),
  },
  {
    says: 'the address of a calendar that nobody has',
    code: 'feed_not_found',
    status: 404,
    when: (a) => a.nobody.get(`/feeds/${'x'.repeat(43)}.ics`),
  },
  { says: 'an unknown token', code: 'token_not_found', status: 404, when: (a) => a.ada.delete('/v1/auth/tokens/none') },
  {
    says: 'a link that is used up',
    code: 'link_not_found',
    status: 404,
    when: (a) => a.nobody.get('/v1/auth/invitations/none'),
  },
  {
    says: 'a method that an address does not take',
    code: 'method_not_allowed',
    status: 405,
    when: (a) => a.ada.delete(projects),
    also: ({ headers }) => assert.equal(headers.get('allow'), 'GET, POST'),
  },
  {
    says: 'a body that is not JSON',
    code: 'unsupported_media_type',
    status: 415,
    when: bytes({ 'content-type': 'text/plain' }, '{}'),
  },
  {
    says: 'a form as the body',
    code: 'unsupported_media_type',
    status: 415,
    when: bytes({ 'content-type': 'application/x-www-form-urlencoded' }, 'name=x'),
  },
  {
    says: 'a body of more than 1 MiB',
    code: 'payload_too_large',
    status: 413,
    when: bytes({}, JSON.stringify({ name: 'x'.repeat(1024 * 1024) })),
  },
]

const rules: Failure[] = [
  {
    says: 'a project without a name',
    code: 'validation_error',
    status: 422,
    when: (a) => a.ada.post(projects, { accountId: 'bakery', type: 'seo' }),
    also: (r) => assert.deepEqual(pointers(r), ['/name']),
  },
  {
    says: 'a due date before the start',
    code: 'validation_error',
    status: 422,
    when: (a) => a.ada.put(`${projects}/site`, { startOn: '2026-12-02', dueOn: '2026-12-01' }),
    also: (r) => assert.deepEqual(pointers(r), ['/dueOn']),
  },
  {
    says: 'an account of another organisation',
    code: 'validation_error',
    status: 422,
    given: (a) => a.olga.post('/v1/admin/accounts', { id: 'theirs', name: 'X' }),
    when: (a) => a.ada.post(projects, { name: 'X', accountId: 'theirs', type: 'seo' }),
    also: (r) => assert.deepEqual(pointers(r), ['/accountId']),
  },
  {
    says: 'a deletion that says no reason',
    code: 'validation_error',
    status: 422,
    when: (a) => a.ada.delete(`${projects}/site`),
    also: (r) => assert.deepEqual(pointers(r), ['/reason']),
  },
  {
    says: 'a block that says no reason',
    code: 'validation_error',
    status: 422,
    when: (a) => a.ada.moves(a.copy, { status: 'blocked' }),
    also: (r) => assert.deepEqual(pointers(r), ['/blockedReason']),
  },
  {
    says: 'time in the future',
    code: 'validation_error',
    status: 422,
    when: (a) => a.mia.post(`${projects}/tasks/copy/time`, { on: '2027-01-01', minutes: 5 }),
    also: (r) => assert.deepEqual(pointers(r), ['/on']),
  },
  {
    says: 'a current password that is wrong',
    code: 'validation_error',
    status: 422,
    when: (a) => a.mia.put('/v1/auth/password', { currentPassword: 'x', newPassword: 'long enough to be one' }),
    also: (r) => assert.deepEqual(pointers(r), ['/currentPassword']),
  },
  {
    says: 'a sign-in that opens nothing',
    code: 'unauthenticated',
    status: 401,
    when: (a) => a.nobody.post('/v1/auth/login', { email: 'x@nowhere.example', password: 'x' }),
  },
  {
    says: 'a query parameter nobody knows',
    code: 'validation_error',
    status: 400,
    when: (a) => a.ada.get(`${projects}?nonsense=1`),
    also: (r) => assert.deepEqual(pointers(r), ['?nonsense']),
  },
  {
    says: 'a task that waits for itself',
    code: 'validation_error',
    status: 422,
    when: (a) => a.ada.put(`${projects}/tasks/copy`, { dependencies: [{ taskId: 'copy' }] }),
    also: (r) => assert.deepEqual(pointers(r), ['/dependencies']),
  },
  {
    says: 'two tasks that wait for each other',
    code: 'dependency_cycle',
    status: 422,
    when: (a) => a.ada.put(`${projects}/tasks/copy`, { dependencies: [{ taskId: 'design' }] }),
    also: (r) => circle(r, ['copy', 'design']),
  },
  {
    says: 'a circle of three, through a parent',
    code: 'dependency_cycle',
    status: 422,
    given: async (a) => {
      await a.ada.adds('site', { id: 'part', title: 'Part', parentId: 'copy' })
      await a.ada.adds('site', { id: 'last', title: 'Last', dependencies: [{ taskId: 'design' }] })
    },
    when: (a) => a.ada.put(`${projects}/tasks/part`, { title: 'Renamed', dependencies: [{ taskId: 'last' }] }),
    also: (r) => circle(r, ['copy', 'design', 'last', 'part']),
  },
  {
    says: 'a template whose tasks wait for each other',
    code: 'dependency_cycle',
    status: 422,
    when: (a) =>
      a.ada.post('/v1/admin/templates', {
        name: 'T',
        type: 'seo',
        tasks: ['a', 'b'].map((k, i) => ({ key: k, title: k, offsetDays: 0, dependsOn: [{ key: i ? 'a' : 'b' }] })),
      }),
    also: (r) => circle(r, ['a', 'b']),
  },
]

/** The path names every task of the circle and comes back to where it began. */
function circle({ body }: Reply, ids: string[]): void {
  const path = body.path as string[]
  assert.equal(path[0], path.at(-1))
  assert.deepEqual([...new Set(path)].toSorted(), ids)
}

export const FAILURES: Failure[] = [
  ...asking,
  ...rules,
  ...ASKING_FAILURES,
  ...COMMUNICATIONS_FAILURES,
  ...CLIENTS_FAILURES,
  ...LOG_FAILURES,
  ...AUTOMATION_FAILURES,
  ...NOTIFICATIONS_FAILURES,
  ...LIVE_FAILURES,
  ...ANALYTICS_FAILURES,
  ...PLANNING_FAILURES,
]
