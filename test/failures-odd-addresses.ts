// Queries, headers and ids in addresses that nobody should send, and what each is refused with.
import { GOOD, type Row, type Send } from './failures-odd-bodies.ts'

const projects = '/v1/admin/projects'

export function oddQueries(send: Send): Row[] {
  const get = (query: string) => () => send('GET', `${projects}${query}`)
  return [
    ['an unknown parameter', get('?nonsense=1'), 400, '?nonsense'],
    ['a parameter twice', get('?status=active&status=draft'), 400, '?status'],
    ['a page twice', get('?page=1&page=2'), 400, '?page'],
    ['page 0', get('?page=0'), 400, '?page'],
    ['a page that is no number', get('?page=1e3'), 400, '?page'],
    ['a limit of 101', get('?limit=101'), 400, '?limit'],
    ['an empty limit', get('?limit='), 400, '?limit'],
    ['a status that is none', get('?status=active,asleep'), 400],
    ['a sort by what can not be sorted by', get('?sort=description'), 400, '?sort'],
    ['a sort two ways at once', get('?sort=name&sort[dueOn]=1'), 400],
    ['a day that is none', get('?dueOn[gte]=2026-13-01'), 400, '?dueOn[gte]'],
    ['an instant that is none', get('?updatedAt[gte]=yesterday'), 400, '?updatedAt[gte]'],
    ['NUL in a search', get('?q=%00'), 200],
    ['only signs in a search', get(`?q=${encodeURIComponent("'!&|:*()\\\\ --")}`), 200],
    ['an ill-encoded search', get('?q=%E0%A4%A'), 200],
    ['an id with a quote in a filter', get("?accountId=x'--"), 400],
    ['NUL in a filter', get('?tag=%00'), 400, '?tag'],
    ['NUL in a stage', () => send('GET', `${projects}/site/tasks?stage=%00`), 400, '?stage'],
    ['NUL in an external id', () => send('GET', '/v1/admin/accounts?externalId=%00'), 400, '?externalId'],
    ['NUL in a service', () => send('GET', '/v1/admin/people?service=%00'), 400, '?service'],
    ['half a surrogate in a filter', get('?tag=%ED%A0%80'), 200],
    ['__proto__ as a parameter', get('?__proto__[admin]=1'), 400],
    ['a cursor that is none', get('?cursor=nonsense'), 400, '?cursor'],
    [
      'a cursor of JSON that is none of ours',
      get(`?cursor=${Buffer.from('{"a":1}').toString('base64url')}`),
      400,
      '?cursor',
    ],
    [
      'a cursor with SQL in it',
      get(`?cursor=${Buffer.from(`["updatedAt",-1,"2026-01-01' or 1=1--","x"]`).toString('base64url')}`),
      400,
      '?cursor',
    ],
    [
      'a cursor at an instant that is none',
      get(`?cursor=${Buffer.from(`["updatedAt",-1,"2026-99-99 00:00:00+00","x"]`).toString('base64url')}`),
      400,
      '?cursor',
    ],
    [
      'a cursor at a day that is none',
      get(`?sort=dueOn&cursor=${Buffer.from(`["dueOn",1,"2026-02-31","x"]`).toString('base64url')}`),
      400,
      '?cursor',
    ],
    [
      'a cursor at too big a number',
      get(`?sort=progress&cursor=${Buffer.from(`["progress",1,"999999999999","x"]`).toString('base64url')}`),
      400,
      '?cursor',
    ],
    [
      'a query on a write that takes none',
      () => send('POST', `${projects}?dryRun=true`, JSON.stringify(GOOD)),
      400,
      '?dryRun',
    ],
  ]
}

export const oddHeaders = (send: Send): Row[] => [
  [
    'an If-Match that is no ETag',
    () => send('PUT', `${projects}/site`, '{"name":"Y"}', { 'if-match': '3' }),
    400,
    'If-Match',
  ],
  [
    'an If-Match with two',
    () => send('PUT', `${projects}/site`, '{"name":"Y"}', { 'if-match': '"1-a", "2-b"' }),
    400,
    'If-Match',
  ],
  [
    'an If-Match with too big a version',
    () => send('PUT', `${projects}/site`, '{"name":"Y"}', { 'if-match': '"99999999999-a"' }),
    400,
    'If-Match',
  ],
  ['an If-Match from the future', () => send('PUT', `${projects}/site`, '{"name":"Y"}', { 'if-match': '"99-a"' }), 412],
  [
    'an empty Idempotency-Key',
    () => send('POST', projects, JSON.stringify(GOOD), { 'idempotency-key': '' }),
    400,
    'Idempotency-Key',
  ],
  [
    'an Idempotency-Key with a space',
    () => send('POST', projects, JSON.stringify(GOOD), { 'idempotency-key': 'a b' }),
    400,
    'Idempotency-Key',
  ],
  [
    'an Idempotency-Key of 256 characters',
    () => send('POST', projects, JSON.stringify(GOOD), { 'idempotency-key': 'x'.repeat(256) }),
    400,
    'Idempotency-Key',
  ],
]

const IDS = [
  '%2F',
  'a%2Fb',
  '%00',
  'site%00',
  'x'.repeat(65),
  'x'.repeat(2000),
  '-a',
  '..%2F',
  '%20site',
  'site%20',
  'SITE',
  '%F0%9F%8D%8E',
  "x'--",
  'tasks%2Fcopy',
]
export const oddIds = (send: Send): Row[] =>
  IDS.map((id) => [
    `the id ${id.slice(0, 70)} in an address`,
    () => send('PUT', `${projects}/${id}`, '{"name":"Y"}'),
    404,
  ])
