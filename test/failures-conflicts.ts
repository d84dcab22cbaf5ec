// What can not be done to things as they are, or not any more: how to provoke it, and what the answer carries.
import { addPerson } from './agency.ts'
import type { Failure } from './failures-provoked.ts'

const projects = '/v1/admin/projects'
const key = { 'idempotency-key': 'once' }
const etag = (version: number) => ({ 'if-match': `"${version}-x"` })

export const CONFLICTS: Failure[] = [
  {
    says: 'an id that is taken',
    code: 'already_exists',
    status: 409,
    when: (a) => a.ada.post(projects, { id: 'site', name: 'X', accountId: 'bakery', type: 'seo' }),
    adds: { pointer: '/id' },
  },
  {
    says: 'the id of a deleted project',
    code: 'already_exists',
    status: 409,
    given: (a) => a.ada.delete(`${projects}/site?reason=x`),
    when: (a) => a.ada.post(projects, { id: 'site', name: 'X', accountId: 'bakery', type: 'seo' }),
    adds: { pointer: '/id' },
  },
  {
    says: 'a task’s id that is taken in another project',
    code: 'already_exists',
    status: 409,
    when: (a) => a.max.adds('site', { id: 'banner', title: 'X' }),
    adds: { pointer: '/id' },
  },
  {
    says: 'an e-mail address that is somebody’s in another organisation',
    code: 'already_exists',
    status: 409,
    when: (a) => a.ada.post('/v1/admin/people', { name: 'X', email: a.olga.email.toUpperCase(), roles: [] }),
    adds: { pointer: '/email' },
  },
  {
    says: 'a team that projects name',
    code: 'in_use',
    status: 409,
    when: (a) => a.ada.delete('/v1/admin/teams/design'),
  },
  {
    says: 'an account with open projects',
    code: 'in_use',
    status: 409,
    when: (a) => a.ada.put('/v1/admin/accounts/bakery', { status: 'archived' }),
  },
  {
    says: 'a project that moves where it can not',
    code: 'invalid_transition',
    status: 409,
    when: (a) => a.ada.put(`${projects}/site`, { status: 'completed', name: 'Renamed' }),
    adds: { allowed: ['active', 'on_hold', 'cancelled'] },
  },
  {
    says: 'a task that moves where it can not',
    code: 'invalid_transition',
    status: 409,
    when: (a) => a.ada.moves(a.copy, { status: 'in_review' }),
    adds: { allowed: ['in_progress', 'completed', 'blocked', 'cancelled'] },
  },
  {
    says: 'a task that waits for another',
    code: 'invalid_transition',
    status: 409,
    when: (a) => a.ada.completes(a.design),
    adds: { allowed: ['in_progress', 'blocked', 'cancelled'], blockedBy: ['copy'] },
  },
  {
    says: 'the progress of a completed task',
    code: 'invalid_transition',
    status: 409,
    given: (a) => a.ada.completes(a.copy),
    when: (a) => a.ada.moves(a.copy, { progress: 50 }),
    adds: { allowed: ['in_progress'] },
  },
  {
    says: 'a task for a closed project',
    code: 'invalid_transition',
    status: 409,
    given: (a) => a.ada.put(`${projects}/site`, { status: 'cancelled', reason: 'x' }),
    when: (a) => a.ada.adds('site', { title: 'X' }),
    adds: { allowed: [] },
  },
  {
    says: 'a project restored that is not deleted',
    code: 'invalid_transition',
    status: 409,
    when: (a) => a.ada.post(`${projects}/site/restore`),
    adds: { allowed: [] },
  },
  {
    says: 'the last Project Admin suspended',
    code: 'last_admin',
    status: 409,
    when: (a) => a.ada.post('/v1/admin/people/ada/suspend'),
  },
  {
    says: 'the last Project Admin without the role',
    code: 'last_admin',
    status: 409,
    given: (a) =>
      addPerson(a.db, a.baseUrl, a.organizationId, 'gone', ['project_admin']).then(() =>
        a.ada.post('/v1/admin/people/gone/suspend'),
      ),
    when: (a) => a.ada.put('/v1/admin/people/ada', { roles: ['team_lead'], name: 'Renamed' }),
  },
  {
    says: 'a project whose same field somebody changed',
    code: 'version_conflict',
    status: 412,
    given: (a) => a.max.put(`${projects}/site`, { name: 'Their name', priority: 'urgent' }),
    when: (a) => a.ada.put(`${projects}/site`, { name: 'Our name', description: 'Ours' }, etag(1)),
    adds: { version: 2, fields: { name: 'Their name' } },
  },
  {
    says: 'a task that moved meanwhile',
    code: 'version_conflict',
    status: 412,
    given: (a) => a.tess.starts(a.copy),
    when: (a) => a.max.put(`${projects}/tasks/copy/status`, { status: 'completed' }, etag(1)),
    adds: { version: 2, fields: { status: 'in_progress' } },
  },
  {
    says: 'a key with another body',
    code: 'idempotency_mismatch',
    status: 422,
    given: (a) => a.ada.post(projects, { name: 'X', accountId: 'bakery', type: 'seo' }, key),
    when: (a) => a.ada.post(projects, { name: 'Y', accountId: 'bakery', type: 'seo' }, key),
  },
]
