// What can be wrong with charges, credits and voids.
import assert from 'node:assert/strict'
import type { Agency } from './agency.ts'
import type { Failure } from './failures-provoked.ts'

const entries = '/v1/admin/billing/entries'
const pictures = { id: 'pictures', projectId: 'ads', amountMinor: 500, note: 'Pictures' }
const charged = (a: Agency) => a.ada.post(entries, pictures)
const charging = (change: object, pointer: string): Pick<Failure, 'code' | 'status' | 'when' | 'also'> => ({
  code: 'validation_error',
  status: 422,
  when: (a) => a.ada.post(entries, { ...pictures, ...change }),
  also: ({ body }) => assert.equal(body.errors[0].pointer, pointer),
})

export const BILLING_FAILURES: Failure[] = [
  {
    says: 'an unknown entry of the ledger',
    code: 'billing_entry_not_found',
    status: 404,
    when: (a) => a.ada.get(`${entries}/none`),
  },
  {
    says: 'the ledger of an unknown project',
    code: 'project_not_found',
    status: 404,
    when: (a) => a.ada.get('/v1/admin/projects/none/billing'),
  },
  {
    says: 'a Project Manager who charges a client',
    code: 'permission_denied',
    status: 403,
    when: (a) => a.max.post(entries, pictures),
  },
  { says: 'a charge of nothing', ...charging({ amountMinor: 0 }, '/amountMinor') },
  { says: 'a charge that does not say for what', ...charging({ note: ' ' }, '/note') },
  { says: 'a charge for a project that is not there', ...charging({ projectId: 'none' }, '/projectId') },
  { says: 'a charge for a project and an account', ...charging({ accountId: 'dental' }, '') },
  {
    says: 'a charge for an account that is not there',
    ...charging({ projectId: undefined, accountId: 'none' }, '/accountId'),
  },
  {
    says: 'a charge under an id that is taken',
    code: 'already_exists',
    status: 409,
    given: charged,
    when: charged,
  },
  {
    says: 'a void without a reason',
    code: 'validation_error',
    status: 422,
    given: charged,
    when: (a) => a.ada.post(`${entries}/pictures/void`, {}),
    also: ({ body }) => assert.equal(body.errors[0].pointer, '/reason'),
  },
  {
    says: 'an entry that is voided twice',
    code: 'invalid_transition',
    status: 409,
    given: async (a) => {
      await charged(a)
      await a.ada.post(`${entries}/pictures/void`, { reason: 'Mistaken' })
    },
    when: (a) => a.ada.post(`${entries}/pictures/void`, { reason: 'Again' }),
    adds: { allowed: [] },
  },
  {
    says: 'entries of a kind that there is not',
    code: 'validation_error',
    status: 400,
    when: (a) => a.ada.get(`${entries}?kind=gift`),
    also: ({ body }) => assert.equal(body.errors[0].pointer, '?kind'),
  },
  {
    says: 'the totals of a day that is none',
    code: 'validation_error',
    status: 400,
    when: (a) => a.ada.get('/v1/admin/billing/totals?from=2026-02-30'),
    also: ({ body }) => assert.equal(body.errors[0].pointer, '?from'),
  },
  {
    says: 'the ledger as a file, filtered by what there is not',
    code: 'validation_error',
    status: 400,
    when: (a) => a.ada.get('/v1/admin/billing/export?exported=perhaps'),
    also: ({ body }) => assert.equal(body.errors[0].pointer, '?exported'),
  },
]
