// The contract as TypeScript types for the page, drawn from the OpenAPI document: what each endpoint takes and answers.

interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  pattern?: string
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  items?: Schema
}
interface Content {
  content?: Record<string, { schema: Schema }>
}
interface Operation {
  summary: string
  parameters: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: Content & { required: boolean }
  responses: Record<string, Content>
}
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

/** The text of `web/api-types.ts`. */
export function drawApiTypes({ paths, components }: OpenApi): string {
  const named = Object.entries(components.schemas).map(([name, schema]) => `export type ${name} = ${typeOf(schema)}\n`)
  const doors = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => door(method.toUpperCase(), path, operation)),
  )
  return `// Drawn from the API's contract by \`npm run generate\`: what each endpoint takes and answers.

${named.join('')}
export interface Doors {
${doors.join('')}}
`
}

function door(method: string, path: string, { parameters, requestBody, responses }: Operation): string {
  const query = parameters.filter((parameter) => parameter.in === 'query')
  const fields = query.map(
    ({ name, required, schema }) =>
      `${JSON.stringify(name)}${required ? '' : '?'}: ${typeOf(schema)}${required ? '' : ' | undefined'}`,
  )
  const [, done] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  const body = schemaIn(requestBody)
  const optional = requestBody?.required ? '' : ' | undefined'
  return `  '${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}': {
    query: { ${fields.join('; ')} }
    body: ${body ? `${typeOf(body)}${optional}` : 'undefined'}
    reply: ${typeOf(schemaIn(done) ?? { type: 'null' })}
  }
`
}

const schemaIn = (holder?: Content): Schema | undefined => Object.values(holder?.content ?? {})[0]?.schema

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'unknown'
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map(typeOf))].join(' | ')
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type })).join(' | ')
  if (schema.type === 'array') return `(${schema.items ? typeOf(schema.items) : 'unknown'})[]`
  if (schema.type === 'object') return objectOf(schema)
  if (schema.type === 'integer') return 'number'
  // Several patterns are an allOf beside the type; where the type is left out, it is a text's.
  return schema.type ?? ('allOf' in schema || schema.pattern !== undefined ? 'string' : 'unknown')
}

function objectOf({ properties = {}, required = [], additionalProperties, propertyNames }: Schema): string {
  const fields = Object.entries(properties).map(
    ([name, schema]) =>
      `${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}${required.includes(name) ? '' : ' | undefined'}`,
  )
  if (typeof additionalProperties !== 'object') return fields.length > 0 ? `{ ${fields.join('; ')} }` : 'object'
  const value = typeOf(additionalProperties)
  const keys = propertyNames?.enum ? typeOf(propertyNames) : 'string'
  // All of the names are there, any name may be, or some of them are.
  const isWhole = keys === 'string' || required.length > 0
  const rest = isWhole ? `Record<${keys}, ${value}>` : `Partial<Record<${keys}, ${value}>>`
  return fields.length > 0 ? `{ ${fields.join('; ')} } & ${rest}` : rest
}
