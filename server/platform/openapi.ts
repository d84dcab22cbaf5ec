// The contract as OpenAPI 3.1, drawn from the endpoints themselves: nothing in it is written twice.
import { z } from 'zod'
import { PERMISSIONS } from '../../domain/permissions.ts'
import { PROBLEMS, type ProblemCode } from '../../domain/problems.ts'
import { isVisit, type AnyEndpoint } from './endpoint.ts'
import { columnOf } from './rows.ts'
import { ProblemReply } from './problem-reply.ts'

type Json = Record<string, unknown>

/** The whole document; `version` is the product's. */
export function openApiDocument(endpoints: readonly AnyEndpoint[], version: string): Json {
  const schemas: Json = {}
  const schemaOf = makeSchemaOf(schemas)
  const problem = schemaOf(ProblemReply, 'output')
  const paths: Record<string, Json> = {}
  for (const endpoint of endpoints) {
    const path = (paths[endpoint.path.replaceAll(/:(\w+)/g, '{$1}')] ??= {})
    path[endpoint.method.toLowerCase()] = operation(endpoint, schemaOf, problem)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Project Operations',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description:
        'Projects, tasks and people of an agency. Sign in at `/v1/auth/login` (a session cookie) or send an API token as `Authorization: Bearer …`. Refusals are `application/problem+json`.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'session' },
      },
    },
  }
}

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => Json

/** Schemas with an id are kept once under components and referred to. */
function makeSchemaOf(schemas: Json): SchemaOf {
  return (schema, io) => {
    const text = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }))
    const {
      $schema: _,
      $defs,
      ...own
    } = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as Json & { $defs?: Json }
    for (const [id, definition] of Object.entries($defs ?? {})) schemas[id] ??= definition
    const id = own.id
    if (typeof id !== 'string') return own
    schemas[id] ??= own
    return { $ref: `#/components/schemas/${id}` }
  }
}

/** Whether its replies carry an ETag. */
const isVersioned = ({ reply, produces, alsoProduces, kept }: AnyEndpoint): boolean =>
  (produces ?? alsoProduces ?? kept) !== undefined || (reply instanceof z.ZodObject && 'version' in reply.shape)

const IN_LINES =
  'With `Accept: application/x-ndjson` it answers 200 at once and tells in lines how far it is, `{"done": 120, "of": 900}`; the last line is its answer, `{"status": 200, "body": …}`. Who lost the connection asks again with the same Idempotency-Key.'

const said = ({ summary, tellsProgress }: AnyEndpoint): Json => ({
  summary,
  ...(tellsProgress && { description: IN_LINES }),
})

function operation(endpoint: AnyEndpoint, schemaOf: SchemaOf, problem: Json): Json {
  const status = endpoint.status ?? 200
  const versioned = isVersioned(endpoint)
  const headers: Json = {
    'X-Request-Id': { schema: { type: 'string' } },
    ...(versioned && { ETag: { schema: { type: 'string' } } }),
    ...(endpoint.location && { Location: { schema: { type: 'string' } } }),
  }
  const reply = status === 204 ? {} : { content: replyOf(endpoint, schemaOf) }
  const bodyIsOptional = endpoint.body?.safeParse(undefined).success
  return {
    operationId: operationId(endpoint),
    ...said(endpoint),
    tags: [tagOf(endpoint.path)],
    ...(endpoint.may === 'public'
      ? { security: [] }
      : {
          security: [{ token: [] }, { session: [] }],
          'x-permission': endpoint.may,
          'x-roles': PERMISSIONS[endpoint.may],
        }),
    parameters: parameters(endpoint, schemaOf, versioned),
    ...(endpoint.body && {
      requestBody: {
        required: !bodyIsOptional,
        content: contentOf(endpoint.consumes ?? ['application/json'], schemaOf(endpoint.body, 'input')),
      },
    }),
    responses: {
      [status]: { description: 'Done.', headers, ...reply },
      ...(endpoint.preview && status === 201 && { 200: { description: 'What it would do (dryRun).', ...reply } }),
      ...(endpoint.method === 'GET' &&
        versioned && { 304: { description: 'What the caller has (If-None-Match) is current.' } }),
      ...problemResponses(endpoint, problem),
    },
  }
}

const replyOf = ({ produces = 'application/json', alsoProduces, reply }: AnyEndpoint, schemaOf: SchemaOf): Json => ({
  ...contentOf([produces], schemaOf(reply, 'output')),
  ...(alsoProduces && contentOf([alsoProduces], { type: 'string' })),
})

const contentOf = (types: readonly string[], schema: Json) =>
  Object.fromEntries(types.map((type) => [type, { schema }]))

function parameters(endpoint: AnyEndpoint, schemaOf: SchemaOf, versioned: boolean): Json[] {
  const list: Json[] = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  if (endpoint.query) {
    const { properties = {}, required = [] } = schemaOf(endpoint.query, 'input') as {
      properties?: Json
      required?: string[]
    }
    for (const [name, schema] of Object.entries(properties))
      list.push({ name, in: 'query', required: required.includes(name), schema })
  }
  const header = (name: string, description: string) =>
    list.push({ name, in: 'header', required: false, description, schema: { type: 'string' } })
  if (endpoint.method === 'GET' && versioned) header('If-None-Match', 'An ETag: answers 304 where it is current.')
  if (endpoint.method !== 'GET' && !isVisit(endpoint)) {
    header('Idempotency-Key', 'Sent again with the same key, the request happens once and is answered the same.')
    if (endpoint.method !== 'POST')
      header('If-Match', 'The ETag of what was read: refused where somebody changed the same fields since.')
  }
  return list
}

const EVERYWHERE: ProblemCode[] = [
  'validation_error',
  'headers_too_large',
  'rate_limited',
  'internal_error',
  'unavailable',
]

/** What a path's `entryId` names; most names are their thing's. */
const thingNamed = (name: string) => (name === 'entry' ? 'time_entry' : columnOf(name))

/** Every problem an endpoint of this kind can answer, by status. */
export function problemsOf(endpoint: AnyEndpoint): ProblemCode[] {
  const codes = new Set<ProblemCode>([...EVERYWHERE, ...(endpoint.problems ?? [])])
  if (endpoint.may !== 'public') codes.add('unauthenticated').add('permission_denied')
  for (const [, name = ''] of endpoint.path.matchAll(/:(\w+)Id\b/g)) {
    const code = `${thingNamed(name)}_not_found`
    if (code in PROBLEMS) codes.add(code as ProblemCode)
  }
  if (endpoint.method !== 'GET') {
    codes.add('payload_too_large').add('unsupported_media_type')
    if (!isVisit(endpoint)) codes.add('idempotency_in_progress').add('idempotency_mismatch').add('in_use')
    if (endpoint.preview) codes.add('plan_changed')
    if (endpoint.method !== 'POST' && !isVisit(endpoint)) codes.add('version_conflict')
  }
  return [...codes]
}

function problemResponses(endpoint: AnyEndpoint, problem: Json): Json {
  const byStatus = new Map<number, string[]>([[400, ['validation_error']]])
  for (const code of problemsOf(endpoint)) {
    const status = PROBLEMS[code][0]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([a], [b]) => a - b)
      .map(([status, codes]) => [
        status,
        {
          description: codes.map((code) => `${code}: ${PROBLEMS[code as ProblemCode][1]}`).join('. '),
          content: { 'application/problem+json': { schema: problem } },
        },
      ]),
  )
}

const words = (path: string) => path.split(/[^A-Za-z]+/).filter((word) => word && word !== 'v' && word !== 'admin')
const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)
const operationId = ({ method, path }: AnyEndpoint) => method.toLowerCase() + words(path).map(capital).join('')

function tagOf(path: string): string {
  const [, , area = 'server', first = area] = path.split('/')
  if (!path.startsWith('/v1/')) return 'server'
  if (area === 'auth') return 'sign-in'
  return /\/projects\/(tasks|:projectId\/tasks)/.test(path) ? 'tasks' : first
}
