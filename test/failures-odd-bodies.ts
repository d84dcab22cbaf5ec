// Bodies that nobody should send, what each is refused with, and by which field's name.
import type { Reply } from './agency.ts'

export type Row = [says: string, ask: () => Promise<Reply>, status: number, pointer?: string]
export type Send = (method: string, path: string, body?: string, headers?: Record<string, string>) => Promise<Reply>

const projects = '/v1/admin/projects'
export const GOOD = { name: 'X', accountId: 'bakery', type: 'seo' }
const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

export function oddBodies(send: Send): Row[] {
  const post = (body: string) => () => send('POST', projects, body)
  const project = (change: object) => post(JSON.stringify({ ...GOOD, ...change }))
  const task = (change: object) => () =>
    send('POST', `${projects}/site/tasks`, JSON.stringify({ title: 'X', ...change }))
  return [
    ['half a JSON text', post('{"name":'), 400, ''],
    ['a comma too many', post('{"name":"X",}'), 400, ''],
    ['two JSON texts', post('{}{}'), 400, ''],
    ['text that is no JSON', post('name=X'), 400, ''],
    ['NaN as a number', post('{"name":NaN}'), 400, ''],
    ['__proto__ as a field', post('{"name":"X","__proto__":{"roles":["project_admin"]}}'), 400, ''],
    ['constructor.prototype as a field', post('{"name":"X","constructor":{"prototype":{"a":1}}}'), 400, ''],
    ['an empty body', post(''), 422, ''],
    ['null', post('null'), 422, ''],
    ['a list', post('[]'), 422, ''],
    ['a text', post('"name"'), 422, ''],
    ['a number', post('7'), 422, ''],
    ['no field at all', post('{}'), 422, '/name'],
    ['an unknown field', project({ nonsense: 1 }), 422, '/nonsense'],
    ['an unknown field with signs of a pointer', project({ 'a/b~c': 1 }), 422, '/a~1b~0c'],
    ['a field that is derived', project({ progress: 50 }), 422, '/progress'],
    ['a field of another organisation', project({ organizationId: 'other' }), 422, '/organizationId'],
    ['a field in snake case', project({ account_id: 'bakery' }), 422, '/account_id'],
    ['a number for a text', project({ name: 7 }), 422, '/name'],
    ['a text for a number', project({ budgetMinutes: '60' }), 422, '/budgetMinutes'],
    ['null where there must be something', project({ name: null }), 422, '/name'],
    ['a blank name', project({ name: '   ' }), 422, '/name'],
    ['a name of two lines', project({ name: 'a\nb' }), 422, '/name'],
    ['a name of 201 characters', project({ name: 'x'.repeat(201) }), 422, '/name'],
    ['NUL in a name', project({ name: 'a\u0000b' }), 422, '/name'],
    ['NUL in a longer text', project({ description: 'a\u0000b' }), 422, '/description'],
    ['NUL in a tag', project({ tags: ['a\u0000'] }), 422, '/tags/0'],
    ['half a surrogate pair', post(`{"name":"a\\ud83d","accountId":"bakery","type":"seo"}`), 422, '/name'],
    [
      'the other half, in a longer text',
      post(`{"name":"X","description":"\\ude00","accountId":"bakery","type":"seo"}`),
      422,
      '/description',
    ],
    ['NUL in a reference', project({ accountId: 'bak\u0000ery' }), 422, '/accountId'],
    ['a number too big for money', project({ contractMinor: 1e21 }), 422, '/contractMinor'],
    [
      'money beyond what a number holds exactly',
      post(`{"name":"X","accountId":"bakery","type":"seo","contractMinor":9007199254740993}`),
      422,
      '/contractMinor',
    ],
    [
      'a number that overflows',
      post(`{"name":"X","accountId":"bakery","type":"seo","budgetMinutes":1e400}`),
      422,
      '/budgetMinutes',
    ],
    ['a negative number of minutes', project({ budgetMinutes: -1 }), 422, '/budgetMinutes'],
    ['half a minute', project({ budgetMinutes: 0.5 }), 422, '/budgetMinutes'],
    ['a day that the calendar has not', project({ dueOn: '2026-02-29' }), 422, '/dueOn'],
    ['an instant for a day', project({ dueOn: '2026-12-01T00:00:00Z' }), 422, '/dueOn'],
    ['a year with five digits', project({ dueOn: '12026-12-01' }), 422, '/dueOn'],
    ['a status for a new project', project({ status: 'active' }), 422, '/status'],
    ['a priority that is none', project({ priority: 'URGENT' }), 422, '/priority'],
    ['a type that nobody added', project({ type: 'knitting' }), 422, '/type'],
    ['an id with a slash', project({ id: 'a/b' }), 422, '/id'],
    ['an id of 65 characters', project({ id: 'a'.repeat(65) }), 422, '/id'],
    ['an empty id', project({ id: '' }), 422, '/id'],
    ['an id that stands in addresses', project({ id: 'tasks' }), 422, '/id'],
    ['a person twice', project({ assignedTeam: ['mia', 'mia'] }), 422, '/assignedTeam'],
    ['somebody who is not here', project({ assignedTeam: ['mia', 'olga'] }), 422, '/assignedTeam'],
    ['a tag with a comma', project({ tags: ['a,b'] }), 422, '/tags/0'],
    ['a list 100,000 deep', () => send('POST', projects, `{"tags":${deep(100_000)}}`), 422],
    ['201 people', project({ assignedTeam: Array.from({ length: 201 }, (_, i) => `p${i}`) }), 422, '/assignedTeam'],
    [
      '60 unknown fields',
      post(JSON.stringify(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`f${i}`, i])))),
      422,
    ],
    ['a change of nothing', () => send('PUT', `${projects}/site`, '{}'), 422],
    ['a reason without a move', () => send('PUT', `${projects}/site`, '{"reason":"x"}'), 422, '/reason'],
    [
      'a body where there is none to send',
      () => send('POST', `${projects}/site/restore`, '{"force":true}'),
      422,
      '/force',
    ],
    ['a dependency without a task', task({ dependencies: [{}] }), 422, '/dependencies/0/taskId'],
    [
      'a dependency on a task out of sight',
      task({ dependencies: [{ taskId: 'copy' }, { taskId: 'none' }] }),
      422,
      '/dependencies/1/taskId',
    ],
    [
      'a dependency named twice',
      task({ dependencies: [{ taskId: 'copy' }, { taskId: 'copy' }] }),
      422,
      '/dependencies',
    ],
    [
      'a lag of a thousand years',
      task({ dependencies: [{ taskId: 'copy', lagDays: 365_000 }] }),
      422,
      '/dependencies/0/lagDays',
    ],
    ['a parent in another project', task({ parentId: 'banner' }), 422, '/parentId'],
    ['a price on what is no milestone', task({ billableMinor: 5 }), 422, '/billableMinor'],
    ['a milestone that lasts', task({ kind: 'milestone', durationDays: 2 }), 422, '/durationDays'],
    ['progress above 100', () => send('PUT', `${projects}/tasks/copy/status`, '{"progress":101}'), 422, '/progress'],
    [
      'two kinds of body at once',
      () => send('POST', projects, JSON.stringify(GOOD), { 'content-type': 'application/json, text/plain' }),
      415,
    ],
    [
      'JSON in another character set',
      () => send('POST', projects, JSON.stringify(GOOD), { 'content-type': 'application/xml' }),
      415,
    ],
  ]
}
