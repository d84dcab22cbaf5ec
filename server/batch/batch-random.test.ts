// A batch is what its operations are one by one: random ones, held against the same single calls elsewhere.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../../test/agency.ts'
import type { Person } from '../../test/person.ts'

test('random batches leave what the same single calls leave', async () => {
  const [together, alone] = [await agency(), await agency()]
  const random = seeded(7)
  const pick = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)] as T
  const operations = Array.from({ length: 120 }, (_, n) => {
    const task = pick(['copy', 'design', 'none', ...Array.from({ length: 5 }, (__, i) => `t${i}`)])
    return pick([
      {
        op: 'create',
        kind: 'task',
        id: undefined,
        data: { id: `t${n % 5}`, projectId: pick(['site', 'ads']), title: `T${n}`, durationDays: 1 + (n % 4) },
      },
      {
        op: 'status',
        kind: 'task',
        id: task,
        data: { status: pick(['in_progress', 'completed', 'in_review', 'cancelled']) },
      },
      { op: 'status', kind: 'task', id: task, data: { progress: n % 100 } },
      {
        op: 'update',
        kind: 'task',
        id: task,
        data: { title: `Title ${n}`, ...(n % 3 === 0 && { durationDays: 1 + (n % 6) }) },
      },
      {
        op: 'update',
        kind: 'project',
        id: pick(['site', 'ads', 'none']),
        data: { priority: pick(['low', 'high']), tags: [`n${n}`] },
      },
      { op: 'delete', kind: 'task', id: task, data: {} },
    ])
  })
  const batch = await together.ada.post('/v1/admin/projects/batch', { mode: 'partial', operations })
  assert.equal(batch.status, 200)
  const singly: number[] = []
  for (const operation of operations) singly.push((await single(alone.ada, operation)).status)
  const told = (batch.body as { results: { status: number }[] }).results
  assert.deepEqual(
    told.map(({ status }) => status),
    singly,
  )
  for (const project of ['site', 'ads'])
    assert.deepEqual(await stateOf(together.ada, project), await stateOf(alone.ada, project))
})

function single(
  who: Person,
  { op, kind, id, data }: { op: string; kind: string; id?: string | undefined; data: object },
) {
  if (op === 'create') {
    const { projectId, ...task } = data as { projectId: string }
    return who.post(`/v1/admin/projects/${projectId}/tasks`, task)
  }
  const path = kind === 'task' ? `/v1/admin/projects/tasks/${id}` : `/v1/admin/projects/${id}`
  if (op === 'delete') return who.delete(path)
  return who.put(op === 'status' ? `${path}/status` : path, data)
}

async function stateOf(who: Person, projectId: string) {
  const { updatedAt: _, createdAt: __, ...project } = (await who.get(`/v1/admin/projects/${projectId}`)).body
  const tasks = (await who.get(`/v1/admin/projects/${projectId}/tasks?limit=100`)).body.data as Record<
    string,
    unknown
  >[]
  const told = tasks.map(({ updatedAt: ___, createdAt: ____, completedAt, ...task }): Record<string, unknown> => ({
    ...task,
    done: completedAt !== null,
  }))
  return { project, tasks: told.toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1)) }
}

function seeded(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}
