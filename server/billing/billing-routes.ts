// What the outside may ask of the ledger.
import { z } from 'zod'
import {
  BillingEntry,
  BillingTotals,
  NewBillingEntry,
  ProjectBilling,
  VoidedEntry,
} from '../../domain/billing-entry.ts'
import { endpoint } from '../platform/endpoint.ts'
import { enterByHand, voidEntry } from './billing-operations.ts'
import { EntryFilters, EntryPage, EntryRange, getEntry, getProjectBilling, listEntries } from './billing-queries.ts'
import { exportEntries, getBillingTotals } from './billing-totals.ts'

const locationOf = ({ id }: { id: string }) => `/v1/admin/billing/entries/${id}`

export const billingRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/projects/:projectId/billing',
    may: 'billing.read',
    summary: 'A project’s money and time: what was agreed, spent and billed, what is left, and what is billed next.',
    reply: ProjectBilling,
    run: (tx, { params }) => getProjectBilling(tx, params.projectId),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/billing/entries',
    may: 'billing.read',
    summary: 'What was billed and credited, filtered and page by page.',
    query: EntryFilters,
    reply: EntryPage,
    run: (tx, { query }) => listEntries(tx, query),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/billing/entries',
    may: 'billing.write',
    summary: 'Charges a client for something, or credits them.',
    body: NewBillingEntry,
    reply: BillingEntry,
    status: 201,
    location: locationOf,
    problems: ['already_exists'],
    run: (tx, { body }) => enterByHand(tx, body),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/billing/entries/:billingEntryId',
    may: 'billing.read',
    summary: 'One entry of the ledger.',
    reply: BillingEntry,
    run: (tx, { params }) => getEntry(tx, params.billingEntryId),
  }),
  endpoint({
    method: 'POST',
    path: '/v1/admin/billing/entries/:billingEntryId/void',
    may: 'billing.write',
    summary: 'Takes an entry back, whole and once; answers the entry that does.',
    body: VoidedEntry,
    reply: BillingEntry,
    status: 201,
    location: locationOf,
    problems: ['invalid_transition'],
    run: (tx, { params, body }) => voidEntry(tx, params.billingEntryId, body.reason),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/billing/totals',
    may: 'billing.read',
    summary: 'What was billed and credited, by month and by client.',
    query: EntryRange,
    reply: BillingTotals,
    run: (tx, { query }) => getBillingTotals(tx, query),
  }),
  endpoint({
    method: 'GET',
    path: '/v1/admin/billing/export',
    may: 'billing.read',
    summary: 'What was billed and credited, the oldest first, as a table for spreadsheets.',
    query: EntryRange,
    reply: z.string(),
    produces: 'text/csv; charset=utf-8',
    run: (tx, { query }) => exportEntries(tx, query),
  }),
]
