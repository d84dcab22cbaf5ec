// Stripe's API by its own library, let out of the house by our one way only.
import { Stripe } from 'stripe'
import { outboundTo } from '../platform/outbound.ts'

export interface StripeSettings {
  apiKey: string
  webhookSecret: string
  apiUrl: string
  /** Whose clients it bills, where there are several organisations. */
  organizationId?: string | undefined
}

/** Stripe as it is connected. */
export interface StripeHouse {
  webhookSecret: string
  organizationId?: string | undefined
  api: Stripe
}

const TIMEOUT_MS = 20_000
const MAX_BYTES = 8 * 1024 * 1024

/**
 * It asks the host that was configured and no other, once: what fails is an errand's to try again. Without telemetry it
 * neither measures us nor keeps a file in the home folder.
 */
export function stripeApi({ apiKey, apiUrl }: Pick<StripeSettings, 'apiKey' | 'apiUrl'>): Stripe {
  const { protocol, hostname, port } = new URL(apiUrl)
  const isSecure = protocol === 'https:'
  return new Stripe(apiKey, {
    protocol: isSecure ? 'https' : 'http',
    host: hostname,
    port: port || (isSecure ? 443 : 80),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(outThrough(apiUrl)),
  })
}

export const openStripe = (settings: StripeSettings): StripeHouse => ({
  webhookSecret: settings.webhookSecret,
  organizationId: settings.organizationId,
  api: stripeApi(settings),
})

function outThrough(apiUrl: string): typeof fetch {
  const outbound = outboundTo(apiUrl, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES })
  return async (input, init = {}) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input)
    const asked = outbound.ask(`${pathname}${search}`, {
      method: (init.method ?? 'GET') as 'GET' | 'POST' | 'DELETE',
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === 'string' && init.body !== '' && { body: init.body }),
    })
    // By the code of a connection that broke the library would ask again by itself: how often, the errands say.
    const { status, headers, body } = await asked.catch((cause: Error) => {
      throw new Error(cause.message, { cause })
    })
    return new Response(new Uint8Array(body), { status, headers })
  }
}

/** What went wrong, as an administrator reads it; what it says of keys is masked by Stripe. */
export function whatStripeSaid(error: unknown): string {
  if (!(error instanceof Stripe.errors.StripeError)) return (error as Error).message.slice(0, 500)
  if (error instanceof Stripe.errors.StripeConnectionError) return 'Stripe did not answer.'
  return `Stripe says ${error.code ?? error.statusCode ?? 'no'}: ${error.message}`.slice(0, 500)
}

/** Stripe has no such thing: it was deleted, or is of another Stripe account. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && error.code === 'resource_missing'

/** It is about this one thing, and not about Stripe, its key or the way there. */
export function isAnswer(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeError)) return true
  const { statusCode = 0 } = error
  return statusCode >= 400 && statusCode < 500 && ![401, 403, 429].includes(statusCode)
}
