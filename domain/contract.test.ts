// What the law takes and gives is what is published: its shapes, drawn anew, stand so in docs/api/openapi.json.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { z } from 'zod'

interface Drawn {
  properties?: Record<string, unknown>
}

const contract = readFileSync(new URL('../docs/api/openapi.json', import.meta.url), 'utf8')
const published = (JSON.parse(contract) as { components: { schemas: Record<string, Drawn> } }).components.schemas

const files = globSync('*.ts', { cwd: import.meta.dirname, exclude: ['*.test.ts'] })
const modules = await Promise.all(files.map((file) => import(`./${file}`) as Promise<Record<string, unknown>>))
const shapes = modules
  .flatMap((module) => Object.entries(module))
  .filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType)

/** Every shape with a name that stands in this one, itself among them; what holds itself is named by the drawing. */
function drawnIn(shape: z.ZodType, io: 'input' | 'output'): Record<string, Drawn> {
  const { $defs = {} } = z.toJSONSchema(shape, { io, unrepresentable: 'any' })
  const named = Object.entries($defs).filter(([, drawn]) => !JSON.stringify(drawn).includes('__schema'))
  return JSON.parse(JSON.stringify(Object.fromEntries(named)).replaceAll('#/$defs/', '#/components/schemas/')) as never
}

test('a shape that is exported and published has the same name in both', () => {
  for (const [name, shape] of shapes) if (name in published) assert.equal(shape.meta()?.id, name)
})

test('a shape is published as it is, as it comes in or as it goes out', () => {
  let compared = 0
  for (const [name, shape] of shapes) {
    const [comingIn, goingOut] = [drawnIn(shape, 'input'), drawnIn(shape, 'output')]
    for (const id of Object.keys(goingOut)) {
      if (published[id] === undefined) continue
      compared++
      const either = [comingIn[id], goingOut[id]].find((drawn) => isSame(drawn, published[id]))
      assert.deepEqual(either ?? goingOut[id], published[id], `${id}, drawn for ${name}`)
    }
  }
  assert.ok(compared > 500, `${compared} were compared`)
})

test('what a change leads to is published with what it answers', () => {
  for (const [name, shape] of shapes) {
    const { properties = {} } = published[`${name}Planned`] ?? {}
    const { properties: own = {} } = drawnIn(shape, 'output')[name] ?? {}
    for (const [property, value] of Object.entries(own))
      if (Object.keys(properties).length > 0) assert.deepEqual(properties[property], value, `${name}.${property}`)
  }
})

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
