// Requests drawn from the OpenAPI document by chance: some as it says, most of them odd in one way or several.
import { IDS } from './odd-ids.ts'
import { isFile, oddFile } from './odd-files.ts'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export interface Schema {
  $ref?: string
  type?: string
  enum?: Json[]
  const?: Json
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
}
interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: Schema
}
export interface Operation {
  operationId: string
  parameters: Parameter[]
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
}
export interface Contract {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}
export interface OddRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: Json | undefined
  /** The query as values of the types that the document gives its parameters. */
  query: Record<string, unknown>
}

/** A small generator of chance that gives the same numbers for the same seed. */
export function chance(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(next() * n)
  return {
    below,
    oneIn: (n: number) => below(n) === 0,
    pick: <T>(items: readonly T[]): T => items[below(items.length)] as T,
  }
}
export type Chance = ReturnType<typeof chance>

const ODD: Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  9_007_199_254_740_992,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e',
  '💥'.repeat(40),
  "'; drop table tasks; --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  'x'.repeat(30_000),
  '2026-02-30',
  '2026-13-01',
  '0000-00-00',
  'infinity',
  'NaN',
  '-0',
  '1e5',
  '٣',
  'null',
  [],
  {},
  [[]],
  [null],
  { $ref: '#' },
  { toString: 'x' },
  { length: 3 },
  ['a', 'a'],
  Array.from({ length: 300 }, (_, i) => `id${i}`),
]
const NAMES = [
  'site',
  'ads',
  'copy',
  'design',
  'banner',
  'bakery',
  'dental',
  'mia',
  'max',
  'ada',
  'tess',
  'search',
  'a',
  'A-1_b',
]
const BY_PATTERN: [RegExp, readonly string[]][] = [
  [/A-Za-z0-9_-\]\{0,63\}/, NAMES],
  [/\(19\|20\|21\)/, ['2026-11-22', '2026-12-24', '2024-02-29', '2027-01-04']],
  [/\^\\d\{1,9\}/, ['1', '2', '20', '0', '999999999']],
  [/A-Z\]\{3\}/, ['EUR', 'USD']],
  [/\^\[a-z\]\[a-z0-9_\]/, ['website', 'seo', 'video']],
]

export function makeGenerator(contract: Contract, dice: Chance) {
  const resolve = (schema: Schema): Schema =>
    schema.$ref ? resolve(contract.components.schemas[schema.$ref.split('/').at(-1) as string] as Schema) : schema

  /** A value that the schema mostly allows; one in `oddness` is anything at all. */
  function value(given: Schema, oddness: number, depth = 0, name = ''): Json {
    if (dice.oneIn(oddness)) return dice.pick(ODD)
    const schema = resolve(given)
    if (schema.const !== undefined) return schema.const
    if (schema.enum) return dice.pick(schema.enum)
    const choices = schema.anyOf ?? schema.oneOf
    if (choices) return value(dice.pick(choices), oddness, depth, name)
    if (schema.allOf?.[0]) return value(schema.allOf[0], oddness, depth, name)
    if (schema.type === 'array')
      return depth > 4
        ? []
        : Array.from({ length: dice.below(4) }, () => value(schema.items ?? {}, oddness, depth + 1, name))
    if (schema.type === 'object') return object(schema, oddness, depth)
    if (schema.type === 'boolean') return dice.oneIn(2)
    if (schema.type === 'null') return null
    if (schema.type === 'integer' || schema.type === 'number') {
      const { minimum = -5, maximum = 1000 } = schema
      return dice.pick([
        minimum,
        maximum,
        minimum + dice.below(Math.min(maximum - minimum, 1e6) + 1),
        minimum - 1,
        maximum + 1,
      ])
    }
    return word(schema, name)
  }

  function object(schema: Schema, oddness: number, depth: number): Json {
    const made: Record<string, Json> = {}
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (schema.required?.includes(name) ? !dice.oneIn(oddness) : dice.oneIn(3))
        made[name] = value(property, oddness, depth + 1, name)
    }
    if (dice.oneIn(oddness))
      made[dice.pick(['version', 'organizationId', 'constructor', 'x', 'deletedAt', ''])] = dice.pick(ODD)
    return made
  }

  function word(schema: Schema, name: string): string {
    if (IDS[name] && !dice.oneIn(5)) return dice.pick(IDS[name])
    if (name === 'id') return `new-${dice.below(1e6)}`
    const known = BY_PATTERN.find(([pattern]) => pattern.test(schema.pattern ?? ''))
    if (known) return dice.pick(known[1])
    if (schema.format === 'email') return dice.pick(['mia@example.org', 'new.person@example.org', 'not an address'])
    if (schema.format === 'date-time')
      return dice.pick(['2026-11-22T11:00:00Z', '2026-11-22T11:00:00.123+02:00', 'yesterday'])
    const text = dice.pick(['Spring campaign', 'x', 'Café ☕ — 漢字', ...NAMES])
    return text.slice(0, schema.maxLength ?? 100)
  }

  function request(path: string, method: string, operation: Operation): OddRequest {
    const oddness = dice.pick([4, 12, 1000])
    const headers: Record<string, string> = {}
    const query: Record<string, unknown> = {}
    const search = new URLSearchParams()
    let url = path
    for (const parameter of operation.parameters) {
      if (parameter.in === 'path')
        url = url.replace(`{${parameter.name}}`, encodeURIComponent(pathWord(parameter.name, oddness)))
      else if (parameter.in === 'query' && (parameter.required || dice.oneIn(4))) {
        const made = value(parameter.schema, oddness, 0, parameter.name)
        const text = typeof made === 'object' ? JSON.stringify(made) : String(made)
        search.append(parameter.name, text.toWellFormed())
        query[parameter.name] = typed(resolve(parameter.schema), text.toWellFormed())
      } else if (parameter.in === 'header' && dice.oneIn(6))
        headers[parameter.name] = dice.pick(['"1-abc"', '*', 'x', '"', 'key-1', 'W/"2-"'])
    }
    if (dice.oneIn(oddness)) search.append(dice.pick(['x', 'limit', '__proto__', 'sort[]']), '1')
    const text = search.toString()
    const body =
      operation.requestBody && !dice.oneIn(20)
        ? isFile(operation)
          ? oddFile(dice, ODD, NAMES, oddness)
          : value(operation.requestBody.content['application/json']?.schema ?? {}, oddness)
        : undefined
    if (isFile(operation)) headers['content-type'] = 'text/csv'
    for (const [name, given] of search)
      if (!operation.parameters.some((parameter) => parameter.name === name)) query[name] = given
    return { method: method.toUpperCase(), url: text ? `${url}?${text}` : url, headers, body, query }
  }

  const pathWord = (name: string, oddness: number) =>
    dice.oneIn(oddness)
      ? dice.pick(['..%2f', 'ü', ' ', 'x'.repeat(80), '%00', '-', ...NAMES])
      : dice.pick(IDS[name] ?? NAMES)
  return { request, resolve }
}

/** What a query's text stands for where its parameter is a number or a switch. */
function typed(schema: Schema, text: string): unknown {
  if (schema.type === 'integer') return /^\d+$/.test(text) ? Number(text) : text
  if (schema.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  return text
}
