// Thousands of odd requests drawn from the OpenAPI document: no fault of ours, no undocumented answer, no bad input taken.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { agency, ask, theHouse, type Agency } from './agency.ts'
import { asks } from './asking.ts'
import { isFile } from './odd-files.ts'
import { chance, makeGenerator, type Contract, type OddRequest, type Operation, type Schema } from './odd-requests.ts'

const REQUESTS = process.env.TEST_LONG ? 40_000 : 3_000
const AT_ONCE = 8
/** A fresh agency now and then: the odd requests delete projects and suspend people. */
const PER_AGENCY = 400
const SEED = Number(process.env.TEST_SEED ?? 20_261_122)

test(`${REQUESTS} odd requests are answered as the contract says`, async (t) => {
  t.diagnostic(`seed ${SEED}`)
  const { baseUrl, logged } = await theHouse()
  const contract = (await ask<Contract>(baseUrl, 'GET', '/openapi.json')).body
  const schemas = validators(contract)
  const dice = chance(SEED)
  const generator = makeGenerator(contract, dice)
  const operations = Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const taken = new Map<string, number>()

  async function tryOne(house: Agency): Promise<void> {
    const { path, method, operation } = dice.pick(operations)
    const request = generator.request(path, method, operation)
    const asker = dice.pick([
      house.ada,
      house.ada,
      house.ada,
      house.max,
      house.tess,
      house.amy,
      house.mia,
      house.olga,
      house.nobody,
    ])
    const headers = { ...request.headers, ...(asker.token && { authorization: `Bearer ${asker.token}` }) }
    const reply = await ask(baseUrl, request.method, request.url, request.body, headers)
    const said = () =>
      `${request.method} ${request.url}\n${JSON.stringify(request.body)?.slice(0, 2000)}\n→ ${reply.status} ${JSON.stringify(reply.body).slice(0, 1000)}`
    const fault = () =>
      JSON.stringify(logged.find((line) => line.requestId === reply.headers.get('x-request-id') && line.err))
    assert.ok(reply.status < 500, `a fault of ours: ${said()}\n${reply.status >= 500 ? fault() : ''}`)
    const documented = operation.responses[reply.status]
    assert.ok(documented, `an undocumented status: ${said()}`)
    const { content: contents = {} } = documented
    const content = contents[reply.headers.get('content-type') ?? ''] ?? Object.values(contents)[0]
    if (content && reply.status !== 304) {
      const valid = schemas.of(content.schema)
      assert.ok(valid(reply.body), `a reply that breaks its schema: ${said()}\n${JSON.stringify(valid.errors)}`)
    }
    if (reply.status < 400) {
      taken.set(operation.operationId, (taken.get(operation.operationId) ?? 0) + 1)
      const bad = badInput(request, operation)
      assert.equal(bad, undefined, `input that breaks the contract was taken: ${said()}`)
    }
  }

  function badInput(request: OddRequest, operation: Operation): string | undefined {
    const body = operation.requestBody
    if (body && !isFile(operation) && (request.body !== undefined || body.required)) {
      const valid = schemas.of(body.content['application/json']?.schema ?? {})
      if (!valid(request.body)) return `body: ${JSON.stringify(valid.errors)}`
    }
    for (const [name, given] of Object.entries(request.query)) {
      const parameter = operation.parameters.find((one) => one.in === 'query' && one.name === name)
      if (!parameter) return `unknown query parameter ${name}`
      const valid = schemas.of(parameter.schema)
      if (!valid(given)) return `query ${name}: ${JSON.stringify(valid.errors)}`
    }
    return undefined
  }

  for (let sent = 0; sent < REQUESTS; sent += PER_AGENCY) {
    const house = await agency()
    await withClients(house)
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let n = 0; n < PER_AGENCY / AT_ONCE; n++) await tryOne(house)
      }),
    )
  }
  const never = operations
    .filter(({ operation }) => !taken.has(operation.operationId))
    .map(({ operation }) => operation.operationId)
  t.diagnostic(
    `${[...taken.values()].reduce((sum, n) => sum + n, 0)} were taken; operations that took none: ${never.join(', ') || 'none'}`,
  )
  assert.ok(taken.size > operations.length / 2, 'most operations took some of the requests')
})

test('every schema of the contract is one, and every operation has a name of its own', async () => {
  const { baseUrl } = await theHouse()
  const contract = (await ask<Contract>(baseUrl, 'GET', '/openapi.json')).body
  const schemas = validators(contract)
  for (const name of Object.keys(contract.components.schemas)) schemas.of({ $ref: `#/components/schemas/${name}` })
  const names = Object.values(contract.paths).flatMap((methods) =>
    Object.values(methods).map((operation) => operation.operationId),
  )
  assert.deepEqual(
    names.filter((name, i) => names.indexOf(name) !== i),
    [],
  )
})

/** What a client's side adds to the cast: something asked, said, bought, brought and wanting attention. */
async function withClients({ ada }: Agency): Promise<void> {
  await asks(ada, 'site', { id: 'wish' })
  const made = await Promise.all([
    ada.post('/v1/admin/signals', { id: 'sign', accountId: 'bakery', title: 'Call them' }),
    ada.post('/v1/admin/projects/site/communications', { id: 'word', body: 'They like blue' }),
    ada.post('/v1/admin/projects/site/client-links', { id: 'door', name: 'Berta', email: 'berta@bakery.example' }),
    ada.post('/v1/admin/subscriptions', {
      id: 'plan',
      accountId: 'bakery',
      productType: 'website',
      productName: 'Care',
      status: 'active',
      amountMinor: 100,
      interval: 'month',
    }),
  ])
  for (const { status, body } of made) assert.equal(status, 201, JSON.stringify(body))
}

function validators(contract: Contract) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema({ $id: 'contract', components: contract.components })
  const known = new Map<string, ValidateFunction>()
  return {
    of(schema: Schema): ValidateFunction {
      const text = JSON.stringify(schema).replaceAll('"#/components/', '"contract#/components/')
      let valid = known.get(text)
      if (!valid) known.set(text, (valid = ajv.compile(JSON.parse(text) as object)))
      return valid
    },
  }
}
