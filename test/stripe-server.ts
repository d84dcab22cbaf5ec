// A small Stripe on loopback: it speaks the protocol of the real one as far as we do, and can be down, busy, or lose its answers.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { stripeApi } from '../server/integrations/stripe-api.ts'

export interface Thing {
  id: string
  object: string
  [field: string]: unknown
}

/** What it does with the next request instead of answering: dies before or after it did what was asked, or refuses. */
export type Trouble = 'down' | 'answer lost' | 'busy' | 'error' | 'refused' | 'none'
type Params = Record<string, string>

const MAX_DEPTH = 4

/** Filters of its lists, each by what of a thing it looks at. */
const FILTERS: Record<string, (thing: Thing) => unknown> = {
  customer: (thing) => thing.customer,
  invoice: (thing) => thing.invoice,
  payment_intent: (thing) => thing.payment_intent,
  subscription: (thing) => thing.subscription,
  'payment[payment_intent]': ({ payment }) => (payment as Params).payment_intent,
}

const OBJECTS: Record<string, string> = {
  subscriptions: 'subscription',
  subscription_items: 'subscription_item',
  products: 'product',
  coupons: 'coupon',
  invoices: 'invoice',
  credit_notes: 'credit_note',
  invoice_payments: 'invoice_payment',
  refunds: 'refund',
  invoiceitems: 'invoiceitem',
}

export async function stripeServer(t: { after(close: () => Promise<unknown>): unknown }) {
  const things = new Map<string, Thing>()
  const troubles: Trouble[] = []
  const asked: string[] = []
  const answers = new Map<string, { body: string; answer: unknown }>()
  /** Called before each answer is made: what happens at Stripe while it is asked. */
  const state: { whileAsked?: (path: string) => unknown } = {}
  const has = (...all: Thing[]) => {
    for (const thing of all) things.set(thing.id, thing)
  }
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const url = new URL(request.url ?? '/', 'http://stripe')
    const [, , collection = '', id] = url.pathname.split('/')
    const object = OBJECTS[collection]
    if (request.headers.authorization !== 'Bearer sk_test_of_the_fake')
      throw refused(401, 'invalid_request', 'Invalid API Key provided')
    if (!object) throw refused(404, 'unknown_path', `Unrecognized request URL ${url.pathname}`)
    const paths = [...url.searchParams].filter(([name]) => name.startsWith('expand')).map(([, path]) => path)
    if (request.method === 'POST')
      return create(things, answers, object, await bodyOf(request), request.headers['idempotency-key'] as string)
    if (id !== undefined) {
      const thing = things.get(id)
      if (thing?.object !== object) throw refused(404, 'resource_missing', `No such ${object}: '${id}'`)
      return expanded(things, thing, paths)
    }
    return expanded(things, listOf(things, object, Object.fromEntries(url.searchParams)), paths)
  }
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    asked.push(`${request.method} ${path}`)
    const trouble = troubles.shift()
    if (trouble === 'down') return response.destroy()
    if (trouble === 'refused') return send(response, 400, refused(400, 'parameter_invalid', 'That can not be').error)
    if (trouble === 'busy') return send(response, 429, refused(429, 'rate_limit', 'Too many requests').error)
    if (trouble === 'error') return send(response, 500, { error: { type: 'api_error', message: 'Sorry' } })
    void (async () => {
      try {
        const said = structuredClone(await answer(request))
        // What was read is on its way; what happens now is not in it.
        await state.whileAsked?.(path)
        if (trouble === 'answer lost') response.destroy()
        else send(response, 200, said)
      } catch (error) {
        const { status = 500, error: says = { error: { message: String(error) } } } = error as Partial<Refused>
        send(response, status, says)
      }
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const api = stripeApi({ apiKey: 'sk_test_of_the_fake', apiUrl: url })
  return { url, things, has, troubles, asked, api, state, forgetsKeys: () => answers.clear() }
}

class Refused extends Error {
  readonly status: number
  readonly error: object
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.error = { error: { type: 'invalid_request_error', code, message } }
  }
}
const refused = (status: number, code: string, message: string) => new Refused(status, code, message)

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_test' }).end(JSON.stringify(body))
}

/** As Stripe keeps it: the first answer under a key is given again; another body under it is refused. */
function create(
  things: Map<string, Thing>,
  answers: Map<string, { body: string; answer: unknown }>,
  object: string,
  body: string,
  key: string,
): unknown {
  const kept = answers.get(key)
  if (kept && kept.body !== body)
    throw refused(
      400,
      'idempotency_key_in_use',
      'Keys for idempotent requests can only be used with the same parameters',
    )
  if (kept) return kept.answer
  const params = new URLSearchParams(body)
  const metadata = Object.fromEntries(
    [...params].flatMap(([name, value]) => (name.startsWith('metadata[') ? [[name.slice(9, -1), value]] : [])),
  )
  const thing: Thing = {
    id: `ii_${things.size}`,
    object,
    customer: params.get('customer'),
    amount: Number(params.get('amount')),
    currency: params.get('currency'),
    description: params.get('description'),
    metadata,
  }
  things.set(thing.id, thing)
  answers.set(key, { body, answer: thing })
  return thing
}

/** Newest first, from the one after `starting_after`. */
function listOf(things: Map<string, Thing>, object: string, params: Params) {
  const all = [...things.values()].filter(
    (thing) =>
      thing.object === object &&
      Object.entries(FILTERS).every(([name, of]) => params[name] === undefined || of(thing) === params[name]) &&
      (params.status === undefined || params.status === 'all' || thing.status === params.status),
  )
  const from = params.starting_after === undefined ? 0 : all.findIndex(({ id }) => id === params.starting_after) + 1
  const data = all.slice(from, from + Number(params.limit ?? 10))
  return { object: 'list', url: `/v1/${object}s`, data, has_more: from + data.length < all.length }
}

/** Ids that are to be expanded become what they name. */
function expanded<T>(things: Map<string, Thing>, thing: T, paths: readonly string[]): T {
  const copy = structuredClone(thing)
  for (const path of paths) {
    const names = path.split('.')
    if (names.length > MAX_DEPTH)
      throw refused(400, 'property_expansion_max_depth', 'You cannot expand more than 4 levels')
    expand(things, copy, names)
  }
  return copy
}

function expand(things: Map<string, Thing>, within: unknown, [name, ...rest]: readonly string[]): void {
  if (Array.isArray(within)) return within.forEach((each) => expand(things, each, [name as string, ...rest]))
  if (name === undefined || within === null || typeof within !== 'object') return
  const fields = within as Record<string, unknown>
  const whole = (value: unknown) => (typeof value === 'string' ? structuredClone(things.get(value) ?? value) : value)
  const value = fields[name]
  fields[name] = Array.isArray(value) ? value.map(whole) : whole(value)
  expand(things, fields[name], rest)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
