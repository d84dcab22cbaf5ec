// What can be wrong with asking for figures.
import assert from 'node:assert/strict'
import type { Failure } from './failures-provoked.ts'

const WRONG = {
  'performance?from=2026-11-20&to=2026-11-19': '?to',
  'workflow?from=2020-01-01&to=2026-11-19': '?to',
  'utilisation?to=2199-01-01': '?to',
  'workflow?from=2199-01-01': '?to',
  'performance?groupBy=person': '?groupBy',
  'utilisation?groupBy=project': '?groupBy',
  'workflow?sort=responseMedianMinutes': '?sort',
  'performance?format=xml': '?format',
  'performance/rows?figure=none': '?figure',
  'workflow/rows': '?figure',
  'utilisation/rows?figure=freeMinutes&cursor=nonsense': '?cursor',
  'performance/rows?figure=tasksCreated&limit=101': '?limit',
}

export const ANALYTICS_FAILURES: Failure[] = [
  ...Object.entries(WRONG).map(([query, pointer]): Failure => ({
    says: `figures asked for as they can not be told: ${query}`,
    code: 'validation_error',
    status: 400,
    when: (a) => a.ada.get(`/v1/admin/analytics/${query}`),
    also: (reply) => assert.equal(reply.body.errors[0].pointer, pointer),
  })),
  ...['performance', 'performance/rows', 'workflow', 'workflow/rows'].map((path): Failure => ({
    says: `a lead asks for figures of projects: ${path}`,
    code: 'permission_denied',
    status: 403,
    when: (a) => a.tess.get(`/v1/admin/analytics/${path}?figure=none`),
  })),
  ...['utilisation', 'utilisation/rows'].map((path): Failure => ({
    says: `an account manager asks for figures of people: ${path}`,
    code: 'permission_denied',
    status: 403,
    when: (a) => a.amy.get(`/v1/admin/analytics/${path}?figure=none`),
  })),
]
