import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findCircles, findCycle, type Link, type TaskNode } from './dependencies.ts'

const tasks = (...pairs: string[]): TaskNode[] =>
  pairs.map((pair) => ({ id: pair[0] as string, parentId: pair[1] ?? null }))
/** `ab` reads: a waits for b. */
const links = (...pairs: string[]): Link[] =>
  pairs.map((pair) => ({ taskId: pair[0] as string, predecessorId: pair[1] as string }))

test('a chain is no circle', () => {
  assert.equal(findCycle(tasks('a', 'b', 'c'), links('ba', 'cb', 'ca')), undefined)
})

test('a circle of any length is found with its path', () => {
  assert.deepEqual(findCycle(tasks('a', 'b'), links('ab', 'ba')), ['a', 'b', 'a'])
  const many = Array.from({ length: 5000 }, (_, i) => ({ id: `t${i}`, parentId: null }))
  const ring = many.map(({ id }, i) => ({ taskId: `t${(i + 1) % many.length}`, predecessorId: id }))
  assert.equal(findCycle(many, ring)?.length, 5001)
})

test('a child that waits for its own parent, or a parent for its child, is a circle', () => {
  assert.ok(findCycle(tasks('p', 'cp'), links('cp')))
  assert.ok(findCycle(tasks('p', 'cp'), links('pc')))
})

test('a circle through parents is found: the child of one waits for the child of the other, and back', () => {
  assert.ok(findCycle(tasks('p', 'q', 'ap', 'bq'), links('aq', 'bp')))
  assert.equal(findCycle(tasks('p', 'q', 'ap', 'bq'), links('ab')), undefined)
  assert.equal(findCycle(tasks('p', 'ap', 'bp'), links('ab')), undefined)
})

test('all circles are told apart, with who is only between them left out', () => {
  const between = tasks('a', 'b', 'c', 'd', 'e')
  const circles = findCircles(between, links('ab', 'ba', 'ca', 'dc', 'de', 'ed'))
  assert.deepEqual(circles.map(({ ids }) => ids.toSorted()).toReversed(), [
    ['a', 'b'],
    ['d', 'e'],
  ])
  assert.deepEqual(
    circles.map(({ path }) => path.length),
    [3, 3],
  )
  assert.deepEqual(findCircles(tasks('a'), links('aa')), [{ ids: ['a'], path: ['a', 'a'] }])
})

test('parents in a circle are found too', () => {
  assert.ok(findCycle(tasks('ab', 'ba'), []))
})

test('agrees with following every path by hand, on a thousand random forests', () => {
  const forest = fc.integer({ min: 2, max: 7 }).chain((n) =>
    fc.record({
      parents: fc.array(fc.option(fc.nat(n - 1)), { minLength: n, maxLength: n }),
      links: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 8 }),
    }),
  )
  fc.assert(
    fc.property(forest, ({ parents, links: pairs }) => {
      // A parent comes earlier in the list, so that the parents alone form a forest.
      const nodes = parents.map((parent, i) => ({
        id: `${i}`,
        parentId: parent !== null && parent < i ? `${parent}` : null,
      }))
      const waits = pairs.filter(([a, b]) => a !== b).map(([a, b]) => ({ taskId: `${a}`, predecessorId: `${b}` }))
      assert.equal(findCycle(nodes, waits) !== undefined, hasCircleByHand(nodes, waits))
      const circles = findCircles(nodes, waits)
      assert.equal(circles.length > 0, hasCircleByHand(nodes, waits))
      const tangled = new Set(circles.flatMap(({ ids }) => ids))
      const left = nodes.filter(({ id }) => !tangled.has(id))
      const parentLeft = left.map(({ id, parentId }) => ({
        id,
        parentId: tangled.has(parentId ?? '') ? null : parentId,
      }))
      const linksLeft = waits.filter(({ taskId, predecessorId }) => !tangled.has(taskId) && !tangled.has(predecessorId))
      assert.equal(findCycle(parentLeft, linksLeft), undefined)
      for (const { ids, path } of circles) assert.ok(path.length > 1 && path.every((id) => ids.includes(id)))
    }),
    { numRuns: 1000, seed: 7 },
  )
})

/** Whatever is within the one that waits starts after all that is within the one waited for; a circle of those is a circle. */
function hasCircleByHand(nodes: TaskNode[], waits: Link[]): boolean {
  const parentOf = new Map(nodes.map(({ id, parentId }) => [id, parentId]))
  const isWithin = (id: string | null, outer: string): boolean =>
    id !== null && (id === outer || isWithin(parentOf.get(id) ?? null, outer))
  const leaves = nodes.filter(({ id }) => !nodes.some((node) => node.parentId === id))
  const before = (a: string, b: string) =>
    waits.some((link) => isWithin(b, link.taskId) && isWithin(a, link.predecessorId))
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    leaves.some(({ id }) => before(from, id) && (id === to || (!seen.has(id) && reaches(id, to, seen.add(id)))))
  return leaves.some(({ id }) => reaches(id, id))
}
