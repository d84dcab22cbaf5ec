// What the environment may say about a running server, checked once at the start; not the organisations' own settings.
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { ID_PATTERN } from '../../domain/fields.ts'
import { readOrMakeSecret } from './secret-file.ts'

export type Settings = {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | undefined
  publicUrl: string | undefined
  trustProxy: boolean | number | string
  secretKey: string
  activityKey: string
  smtpUrl: string | undefined
  /** Where answers to mail come in, and what its service signs with. */
  inboundAddress: string | undefined
  inboundSecret: string | undefined
  slackBotToken: string | undefined
  slackSigningSecret: string | undefined
  slackApiUrl: string
  /** Whom to ask for accounts, what it signs with when it tells of them, and whose they are. */
  accountsUrl: string | undefined
  accountsToken: string | undefined
  accountsSecret: string | undefined
  accountsOrganization: string | undefined
  stripeApiKey: string | undefined
  /** What Stripe signs its events with. */
  stripeWebhookSecret: string | undefined
  stripeApiUrl: string
  /** Whose clients the Stripe account bills, where there are several organisations. */
  stripeOrganization: string | undefined
  s3Url: string | undefined
  /** Where backups lie, and what was written since them; of the embedded database. */
  backupDir: string
  /** Every instant of so many days can be restored; 0 keeps nothing. */
  backupKeepDays: number
  alertWebhookUrl: string | undefined
  /** Lets whoever has it read /metrics from elsewhere than this machine. */
  metricsToken: string | undefined
  logLevel: (typeof LOG_LEVELS)[number]
  demo: boolean
  /** Requests per second, per token and per address. */
  rateLimit: number
  /** How much memory kept replies may take; 0 keeps none. */
  keepBytes: number
}

/** A setting that is wrong. Its message is one line for the person who set it: the variable's name and the rule. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

const PROJECT_ROOT = resolve(import.meta.dirname, '../..')
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const SWITCHES: Record<string, boolean> = { on: true, true: true, 1: true, off: false, false: false, 0: false }

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number)

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  })

const key = z.string().min(32, { error: 'must have 32 characters or more' })

const NETWORKS = new Set(['loopback', 'linklocal', 'uniquelocal'])
const isNetwork = (part: string) => NETWORKS.has(part) || isIP(part.replace(/\/\d{1,3}$/, '')) > 0
const proxyTrust = z
  .string()
  .refine((text) => /^(true|false|\d{1,2})$/.test(text) || text.split(',').every((part) => isNetwork(part.trim())), {
    error: 'must be true, false, a number of proxies, or their addresses with commas between',
  })
  .transform((text): boolean | number | string => {
    if (text === 'true' || text === 'false') return text === 'true'
    return /^\d+$/.test(text) ? Number(text) : text
  })

/** Browsers compare origins, and the pages' addresses begin at the root. */
const origin = url('http:', 'https:')
  .refine((text) => !URL.canParse(text) || `${new URL(text).origin}/` === new URL(text).href, {
    error: 'must be an address without a path',
  })
  .transform((text) => (URL.canParse(text) ? new URL(text).origin : text))

/** A part after a + is ours to add, and there must be room for it: 64 characters before the @ in all. */
const inbound = z.email({ error: 'must be a mail address' }).refine((text) => /^[^+@]{1,30}@/.test(text), {
  error: 'must have at most 30 characters before the @, and no +',
})
const secret = z.string().min(16, { error: 'must have 16 characters or more' })
/** Without what it is for, whoever copies one by mistake would hear of it only when it is used. */
const stripeKey = secret.refine((text) => /^(sk|rk)_/.test(text), {
  error: 'must be a secret or restricted key: sk_… or rk_…',
})
const bucket = url('https:', 'http:').refine(
  (text) => {
    const { username, password, pathname } = new URL(text)
    return username !== '' && password !== '' && pathname.length > 1
  },
  { error: 'must name key, secret and bucket: https://KEY:SECRET@host/bucket' },
)

/** Half of it would lose what is sent there, in silence. */
const TOGETHER = [
  ['INBOUND_ADDRESS', 'INBOUND_SECRET'],
  ['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'],
  ['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN'],
  ['ACCOUNTS_URL', 'ACCOUNTS_TOKEN'],
  ['ACCOUNTS_TOKEN', 'ACCOUNTS_URL'],
  ['STRIPE_API_KEY', 'STRIPE_WEBHOOK_SECRET'],
  ['STRIPE_WEBHOOK_SECRET', 'STRIPE_API_KEY'],
] as const

const Environment = z
  .object({
    PORT: wholeNumber(0, 65_535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().default('.data'),
    DATABASE_URL: url('postgres:', 'postgresql:').optional(),
    PUBLIC_URL: origin.optional(),
    TRUST_PROXY: proxyTrust.default(false),
    SECRET_KEY: key.optional(),
    ACTIVITY_KEY: key.optional(),
    SMTP_URL: url('smtp:', 'smtps:').optional(),
    INBOUND_ADDRESS: inbound.optional(),
    INBOUND_SECRET: secret.optional(),
    SLACK_BOT_TOKEN: secret.optional(),
    SLACK_SIGNING_SECRET: secret.optional(),
    SLACK_API_URL: url('https:', 'http:').default('https://slack.com/api'),
    ACCOUNTS_URL: url('https:', 'http:').optional(),
    ACCOUNTS_TOKEN: secret.optional(),
    ACCOUNTS_SECRET: secret.optional(),
    ACCOUNTS_ORGANIZATION: z.string().max(64).optional(),
    STRIPE_API_KEY: stripeKey.optional(),
    STRIPE_WEBHOOK_SECRET: secret.optional(),
    STRIPE_API_URL: origin.default('https://api.stripe.com'),
    STRIPE_ORGANIZATION: z.string().regex(ID_PATTERN, { error: 'must be the id of an organisation' }).optional(),
    S3_URL: bucket.optional(),
    BACKUP_DIR: z.string().optional(),
    BACKUP_KEEP_DAYS: wholeNumber(0, 3_650).default(14),
    ALERT_WEBHOOK_URL: url('http:', 'https:').optional(),
    METRICS_TOKEN: secret.optional(),
    LOG_LEVEL: z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
    DEMO: z
      .string()
      .refine((text) => text.toLowerCase() in SWITCHES, { error: 'must be on or off' })
      .transform((text) => SWITCHES[text.toLowerCase()] === true)
      .optional(),
    RATE_LIMIT: wholeNumber(1, 1_000_000).default(500),
    CACHE_MB: wholeNumber(0, 100_000).default(64),
  })
  .superRefine((values, context) => {
    for (const [one, other] of TOGETHER)
      if (values[one] !== undefined && values[other] === undefined)
        context.addIssue({ code: 'custom', path: [other], message: `must be set where ${one} is` })
  })

/**
 * The settings, or a `SettingsError` for the first wrong one. A variable set to nothing counts as unset.
 * Makes the keys that are not given under the data directory, so that the next start finds the same ones.
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const values = checked(env)
  const dataDir = resolve(PROJECT_ROOT, values.DATA_DIR)
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir,
    databaseUrl: values.DATABASE_URL,
    publicUrl: values.PUBLIC_URL,
    trustProxy: values.TRUST_PROXY,
    secretKey: values.SECRET_KEY ?? keyUnder(dataDir, 'SECRET_KEY', 'secret-key'),
    activityKey: values.ACTIVITY_KEY ?? keyUnder(dataDir, 'ACTIVITY_KEY', 'activity-key'),
    smtpUrl: values.SMTP_URL,
    inboundAddress: values.INBOUND_ADDRESS,
    inboundSecret: values.INBOUND_SECRET,
    slackBotToken: values.SLACK_BOT_TOKEN,
    slackSigningSecret: values.SLACK_SIGNING_SECRET,
    slackApiUrl: values.SLACK_API_URL,
    accountsUrl: values.ACCOUNTS_URL,
    accountsToken: values.ACCOUNTS_TOKEN,
    accountsSecret: values.ACCOUNTS_SECRET,
    accountsOrganization: values.ACCOUNTS_ORGANIZATION,
    stripeApiKey: values.STRIPE_API_KEY,
    stripeWebhookSecret: values.STRIPE_WEBHOOK_SECRET,
    stripeApiUrl: values.STRIPE_API_URL,
    stripeOrganization: values.STRIPE_ORGANIZATION,
    s3Url: values.S3_URL,
    backupDir: resolve(PROJECT_ROOT, values.BACKUP_DIR ?? join(dataDir, 'backups')),
    backupKeepDays: values.BACKUP_KEEP_DAYS,
    alertWebhookUrl: values.ALERT_WEBHOOK_URL,
    metricsToken: values.METRICS_TOKEN,
    logLevel: values.LOG_LEVEL,
    demo: values.DEMO ?? values.DATABASE_URL === undefined,
    rateLimit: values.RATE_LIMIT,
    keepBytes: values.CACHE_MB * 1024 * 1024,
  }
}

function checked(env: NodeJS.ProcessEnv): z.output<typeof Environment> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const { data, error } = Environment.safeParse(given)
  if (data) return data
  // The value is left out of the message: it may be a key, or an address with a password in it.
  const [issue] = error.issues
  throw new SettingsError(`${String(issue?.path[0])} ${issue?.message}`)
}

function keyUnder(dataDir: string, name: string, file: string): string {
  try {
    return readOrMakeSecret(join(dataDir, file))
  } catch (error) {
    throw new SettingsError(`${name} is not set and could not be kept in DATA_DIR: ${(error as Error).message}`)
  }
}
