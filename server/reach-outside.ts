// What the settings say about the world outside: where files lie; whether Slack, Stripe and an account system are connected.
import { join } from 'node:path'
import { httpAccounts } from './integrations/account-system.ts'
import { slackApi, type Slack } from './integrations/slack-api.ts'
import type { AccountsOutside } from './integrations/sync-routes.ts'
import { openStripe, type StripeHouse } from './integrations/stripe-api.ts'
import { clearIncoming, diskStore, type FileStore } from './platform/file-store.ts'
import { s3AddressOf, s3Store } from './platform/s3-store.ts'
import { makeSeal, type Seal } from './platform/seal.ts'
import type { Settings } from './platform/settings.ts'

export interface Reach {
  files: FileStore
  seal: Seal
  /** Removes what a crash left half stored; answers how many files that were. */
  clearIncoming: (now: Date) => Promise<number>
  slack: { signingSecret: string; api: Slack } | undefined
  accounts: AccountsOutside
  stripe: StripeHouse | undefined
}

export function reachOutside(settings: Settings, clock: () => Date): Reach {
  const { dataDir, s3Url, slackBotToken, slackSigningSecret, slackApiUrl } = settings
  const folder = join(dataDir, 'files')
  return {
    seal: makeSeal(settings.secretKey, 'second factors'),
    files: s3Url === undefined ? diskStore(folder) : s3Store(s3AddressOf(s3Url), folder, clock),
    clearIncoming: (now) => clearIncoming(folder, now),
    slack:
      slackBotToken !== undefined && slackSigningSecret !== undefined
        ? { signingSecret: slackSigningSecret, api: slackApi({ botToken: slackBotToken, apiUrl: slackApiUrl }) }
        : undefined,
    accounts: accountsOf(settings),
    stripe: stripeOf(settings),
  }
}

function stripeOf(settings: Settings): StripeHouse | undefined {
  const { stripeApiKey: apiKey, stripeWebhookSecret: webhookSecret, stripeApiUrl: apiUrl } = settings
  if (apiKey === undefined || webhookSecret === undefined) return undefined
  return openStripe({ apiKey, webhookSecret, apiUrl, organizationId: settings.stripeOrganization })
}

function accountsOf(settings: Settings): AccountsOutside {
  const {
    accountsUrl: url,
    accountsToken: token,
    accountsSecret: secret,
    accountsOrganization: organization,
  } = settings
  return { secret, organization, system: url && token ? httpAccounts({ url, token }) : undefined }
}
