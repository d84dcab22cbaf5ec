// One valid request for every endpoint, on things that the makers make.
import { randomBytes } from 'node:crypto'
import type { Agency, Person } from './agency.ts'
import { SIGN_IN_REQUESTS } from './permission-walk-sign-in.ts'
import { ASKING_REQUESTS } from './permission-walk-asking.ts'
import { COMMUNICATIONS_REQUESTS } from './permission-walk-communications.ts'
import { PULSE_REQUESTS } from './permission-walk-pulse.ts'
import { LOG_REQUESTS } from './permission-walk-log.ts'
import { AUTOMATION_REQUESTS } from './permission-walk-automation.ts'
import { NOTIFICATIONS_REQUESTS } from './permission-walk-notifications.ts'
import { ANALYTICS_REQUESTS } from './permission-walk-analytics.ts'
import { LIVE_REQUESTS } from './permission-walk-live.ts'
import { BILLING_REQUESTS } from './permission-walk-billing.ts'
import { CLIENTS_REQUESTS } from './permission-walk-clients.ts'
import { baseline, feed, feedAddress } from './permission-walk-plans.ts'
import {
  account,
  deletedProject,
  fresh,
  freshDay,
  holiday,
  link,
  made,
  ownPassword,
  PASSWORD,
  person,
  project,
  stranger,
  task,
  team,
  template,
  timeEntry,
  timeOff,
  token,
  type Ids,
  type Maker,
} from './permission-walk-things.ts'

export interface WalkRequest {
  on?: Maker
  query?: string
  body?: (agency: Agency, ids: Ids) => unknown
  /** Headers that come with the body, such as its signature. */
  headers?: (agency: Agency, body: string) => Ids
  /** Sent one at a time among those that do: what one does is in the other's way. */
  takesTurn?: true
  /** What has to be there as it is sent. */
  before?: (agency: Agency, ids: Ids) => Promise<unknown>
  /** What it lists: the maker of such things. */
  lists?: Maker
}

/** For somebody who is manager and account manager: things they have as the one, and things they have as the other. */
export async function bothScopes({ db, ada, organizationId }: Agency, both: Person) {
  await db.admin.query(
    `with a as (insert into accounts (organization_id, id, name, created_at, updated_at) values ($1, 'orchard', 'Orchard Foods', now(), now()))
     insert into account_managers values ($1, 'orchard', $2)`,
    [organizationId, both.id],
  )
  const as = { PM: { accountId: 'dental', managerId: both.id }, AM: { accountId: 'orchard', managerId: 'max' } }
  return async (on: Maker | undefined, letter: 'PM' | 'AM'): Promise<Ids | undefined> => {
    if (on !== project && on !== task && on !== deletedProject) return undefined
    const projectId = await made(
      ada.post('/v1/admin/projects', { id: fresh('both'), name: 'Both', type: 'seo', ...as[letter] }),
    )
    return on === task ? { taskId: await made(ada.adds(projectId, { title: 'A task' })) } : { projectId }
  }
}

export const REQUESTS: Record<string, WalkRequest> = {
  ...ASKING_REQUESTS,
  ...COMMUNICATIONS_REQUESTS,
  ...PULSE_REQUESTS,
  ...CLIENTS_REQUESTS,
  ...BILLING_REQUESTS,
  ...LOG_REQUESTS,
  ...AUTOMATION_REQUESTS,
  ...NOTIFICATIONS_REQUESTS,
  ...LIVE_REQUESTS,
  ...ANALYTICS_REQUESTS,
  ...SIGN_IN_REQUESTS,
  'GET /v1/admin/projects': { lists: project },
  'POST /v1/admin/projects': { body: () => ({ name: 'New', accountId: 'bakery', type: 'seo' }) },
  'GET /v1/admin/projects/:projectId': { on: project },
  'PUT /v1/admin/projects/:projectId': { on: project, body: () => ({ description: fresh('words') }) },
  'DELETE /v1/admin/projects/:projectId': { on: project, body: () => ({ reason: 'The client left' }) },
  'POST /v1/admin/projects/:projectId/restore': { on: deletedProject },
  'GET /v1/admin/projects/:projectId/tasks': { on: project },
  'POST /v1/admin/projects/:projectId/tasks': { on: project, body: () => ({ title: 'New' }) },
  'GET /v1/admin/projects/tasks/:taskId': { on: task },
  'PUT /v1/admin/projects/tasks/:taskId': { on: task, body: () => ({ description: fresh('words') }) },
  'DELETE /v1/admin/projects/tasks/:taskId': { on: task },
  'PUT /v1/admin/projects/tasks/:taskId/status': { on: task, body: () => ({ status: 'in_progress' }) },
  'GET /v1/admin/projects/:projectId/schedule': { on: project },
  'PUT /v1/admin/projects/:projectId/schedule': {
    on: project,
    body: () => ({
      allocations: {
        create: [{ placeholder: { skill: 'copy' }, startOn: '2030-01-07', endOn: '2030-01-07', percent: 5 }],
      },
    }),
  },
  'GET /v1/admin/projects/tasks/:taskId/why': { on: task },
  'GET /v1/admin/projects/:projectId/export': { on: project, query: '?format=mspdi' },
  'GET /v1/admin/schedule': {},
  'GET /v1/admin/me/schedule': {},
  'GET /v1/admin/holidays': { lists: holiday },
  'POST /v1/admin/holidays': { body: () => ({ on: freshDay(), name: 'New' }) },
  'POST /v1/admin/holidays/import': { body: () => ({ country: 'DE', year: 2031 }) },
  'GET /v1/admin/holidays/:holidayId': { on: holiday },
  'PUT /v1/admin/holidays/:holidayId': { on: holiday, body: () => ({ name: fresh('Name') }) },
  'DELETE /v1/admin/holidays/:holidayId': { on: holiday },
  'GET /v1/admin/people/:personId/time-off': { on: person },
  'POST /v1/admin/people/:personId/time-off': {
    on: person,
    body: () => ({ startOn: '2030-01-07', endOn: '2030-01-08' }),
  },
  'GET /v1/admin/people/:personId/time-off/:timeOffId': { on: timeOff },
  'PUT /v1/admin/people/:personId/time-off/:timeOffId': { on: timeOff, body: () => ({ note: fresh('words') }) },
  'DELETE /v1/admin/people/:personId/time-off/:timeOffId': { on: timeOff },
  'GET /v1/admin/projects/:projectId/baselines': { on: project },
  'POST /v1/admin/projects/:projectId/baselines': { on: project, body: () => ({ name: 'New' }) },
  'GET /v1/admin/projects/:projectId/baselines/:baselineId': { on: baseline },
  'PUT /v1/admin/projects/:projectId/baselines/:baselineId': { on: baseline, body: () => ({ name: fresh('Name') }) },
  'DELETE /v1/admin/projects/:projectId/baselines/:baselineId': { on: baseline },
  'GET /v1/admin/me/feeds': { lists: feed },
  'POST /v1/admin/me/feeds': { body: () => ({ kind: 'mine' }) },
  'DELETE /v1/admin/me/feeds/:feedId': { on: feed },
  'GET /feeds/:token': { on: feedAddress },
  'POST /v1/admin/people/import': {
    body: () => `name,email\nNew,${randomBytes(6).toString('hex')}@new.example\n`,
  },
  'POST /v1/admin/accounts/import': { body: () => `name\n${fresh('Account')}\n` },
  'POST /v1/admin/projects/import': {
    query: '?format=csv',
    body: () => `name,account,type\n${fresh('Project')},bakery,seo\n`,
  },
  'GET /v1/admin/me/projects': { lists: project },
  'GET /v1/admin/me/tasks': { lists: task },
  'PUT /v1/admin/me/tasks/:taskId/status': { on: task, body: () => ({ status: 'in_progress' }) },
  'GET /v1/admin/me': {},
  'GET /v1/admin/me/time': { lists: timeEntry },
  'GET /v1/admin/projects/tasks/:taskId/time': { on: task },
  'POST /v1/admin/projects/tasks/:taskId/time': { on: task, body: () => ({ on: '2026-11-20', minutes: 1 }) },
  'PUT /v1/admin/projects/tasks/:taskId/time/:entryId': { on: timeEntry, body: () => ({ note: fresh('words') }) },
  'DELETE /v1/admin/projects/tasks/:taskId/time/:entryId': { on: timeEntry },
  'GET /v1/admin/accounts': { lists: account },
  'POST /v1/admin/accounts': { body: () => ({ name: 'New' }) },
  'GET /v1/admin/accounts/:accountId': { on: account },
  'PUT /v1/admin/accounts/:accountId': { on: account, body: () => ({ name: fresh('Name') }) },
  'GET /v1/admin/people': { lists: person },
  'POST /v1/admin/people': {
    body: () => ({ name: 'New', email: `${randomBytes(6).toString('hex')}@new.example`, roles: [] }),
  },
  'GET /v1/admin/people/:personId': { on: person },
  'PUT /v1/admin/people/:personId': { on: person, body: () => ({ skills: [fresh('skill')] }) },
  'POST /v1/admin/people/:personId/invite': { on: person },
  'POST /v1/admin/people/:personId/suspend': { on: person },
  'POST /v1/admin/people/:personId/reinstate': { on: person },
  'GET /v1/admin/teams': { lists: team },
  'POST /v1/admin/teams': { body: () => ({ name: 'New' }) },
  'GET /v1/admin/teams/:teamId': { on: team },
  'PUT /v1/admin/teams/:teamId': { on: team, body: () => ({ name: fresh('Name') }) },
  'DELETE /v1/admin/teams/:teamId': { on: team },
  'GET /v1/admin/templates': { lists: template },
  'POST /v1/admin/templates': { body: () => ({ name: 'New', type: 'seo' }) },
  'GET /v1/admin/templates/:templateId': { on: template },
  'PUT /v1/admin/templates/:templateId': { on: template, body: () => ({ name: fresh('Name') }) },
  'DELETE /v1/admin/templates/:templateId': { on: template },
  'GET /v1/admin/settings': {},
  'PUT /v1/admin/settings': { body: () => ({ name: fresh('Name') }) },
  'POST /v1/auth/login': { on: stranger, body: (_, { email }) => ({ email, password: PASSWORD }) },
  'POST /v1/auth/logout': {},
  'PUT /v1/auth/password': {
    takesTurn: true,
    on: ownPassword,
    body: () => ({ currentPassword: PASSWORD, newPassword: `${PASSWORD} again` }),
  },
  'GET /v1/auth/invitations/:token': { on: link('invitation') },
  'POST /v1/auth/invitations/:token': { on: link('invitation'), body: () => ({ password: PASSWORD }) },
  'POST /v1/auth/password-reset': { body: () => ({ email: 'nobody@nowhere.example' }) },
  'PUT /v1/auth/password-reset/:token': { on: link('password_reset'), body: () => ({ password: PASSWORD }) },
  'GET /v1/auth/tokens': { lists: token },
  'POST /v1/auth/tokens': { body: () => ({ name: 'New', scopes: ['task.read'] }) },
  'DELETE /v1/auth/tokens/:tokenId': { on: token },
  'GET /livez': {},
  'GET /readyz': {},
}

export function requestFor(address: string): WalkRequest {
  const request = REQUESTS[address]
  if (!request)
    throw new Error(
      `${address} has no line in REQUESTS (test/permission-walk-requests.ts): write down there a request that succeeds.`,
    )
  return request
}
