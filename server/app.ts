// The whole server on one screen: the platform's pieces and the list of features.
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { authRoutes } from './access/auth-routes.ts'
import { rememberingAuthenticate } from './access/authenticate.ts'
import { seenProjects } from './access/scopes.ts'
import { serveLinkPages } from './access/link-pages.ts'
import { accessSweeps } from './access/session-operations.ts'
import { tokenRoutes } from './access/token-routes.ts'
import { getToken } from './access/token-queries.ts'
import { getAccount } from './accounts/account-queries.ts'
import { accountRoutes } from './accounts/account-routes.ts'
import { getActivityEntry } from './activity/activity-queries.ts'
import type { ProofKept } from './activity/activity-proof.ts'
import { activityRoutes } from './activity/activity-routes.ts'
import { batchRoutes } from './batch/batch-routes.ts'
import { alertSweep } from './alerts/alert-operations.ts'
import { getAlert } from './alerts/alert-queries.ts'
import { alertRoutes } from './alerts/alert-routes.ts'
import { automationRoutes, findsRule } from './automation/automation-routes.ts'
import { failedJobsSweep } from './automation/failed-jobs.ts'
import { getJob } from './automation/job-operations.ts'
import { ruleRunsSweep } from './automation/rule-runs.ts'
import { jobRoutes } from './automation/job-routes.ts'
import { asyncApiDocument } from './live/asyncapi.ts'
import { makeLive, type Live } from './live/live.ts'
import { liveRoutes } from './live/live-routes.ts'
import { openSocketDoor } from './live/socket-door.ts'
import { digestRoutes } from './digest/digest-routes.ts'
import { getNotification } from './notifications/notification-queries.ts'
import { notificationRoutes } from './notifications/notification-routes.ts'
import { notificationSweeps } from './notifications/notification-sweeps.ts'
import { collectionRoutes } from './activity/collection-routes.ts'
import { getEntry } from './billing/billing-queries.ts'
import { billingRoutes } from './billing/billing-routes.ts'
import { getSubscription } from './billing/subscription-queries.ts'
import { subscriptionRoutes } from './billing/subscription-routes.ts'
import { getAttachment } from './files/attachment-queries.ts'
import { attachmentRoutes } from './files/attachment-routes.ts'
import { attachmentSweep } from './files/attachment-sweep.ts'
import { clientFileRoutes } from './portal/client-file-routes.ts'
import { channelRoutes } from './communications/channel-routes.ts'
import { getCommunication } from './communications/communication-queries.ts'
import { communicationRoutes } from './communications/communication-routes.ts'
import { getClientLink } from './portal/client-link-queries.ts'
import { inboundRoutes, type Inbound } from './integrations/inbound-routes.ts'
import { syncRoutes, type AccountsOutside } from './integrations/sync-routes.ts'
import { accountSyncSweep } from './integrations/sync-accounts.ts'
import { getSync } from './integrations/sync-queries.ts'
import { stripeRoutes } from './integrations/stripe-routes.ts'
import { stripeSweep } from './integrations/stripe-errands.ts'
import { serveClientPage } from './portal/client-page.ts'
import { portalRoutes } from './portal/portal-routes.ts'
import { portfolioRoutes } from './portfolio/portfolio-routes.ts'
import { pulseRoutes } from './pulse/pulse-routes.ts'
import { getSignal } from './signals/signal-queries.ts'
import { signalRoutes } from './signals/signal-routes.ts'
import { getRequest } from './requests/request-queries.ts'
import { takeClientMessage } from './requests/client-message.ts'
import { requestRoutes } from './requests/request-routes.ts'
import { getPerson } from './people/person-queries.ts'
import { personRoutes } from './people/person-routes.ts'
import { getTeam } from './people/team-queries.ts'
import { teamRoutes } from './people/team-routes.ts'
import { organizationRoutes } from './people/organization-routes.ts'
import { getHoliday, getTimeOff } from './capacity/days-off-queries.ts'
import { workingTimeRoutes } from './planning/working-time-routes.ts'
import { scheduleRoutes } from './schedule/schedule-routes.ts'
import { analyticsRoutes } from './analytics/analytics-routes.ts'
import { searchRoutes } from './search/search-routes.ts'
import { servePage } from './serve-page.ts'
import { todayRoutes } from './today/today-routes.ts'
import { serveDocs } from './platform/docs-page.ts'
import type { AnyEndpoint } from './platform/endpoint.ts'
import { noStore } from './platform/file-store.ts'
import { healthRoutes } from './platform/health-routes.ts'
import { makeHttp, type HttpOptions } from './platform/http.ts'
import { keepReplies, type Keeping } from './platform/kept-replies.ts'
import { makeMetrics, type Metrics } from './platform/metrics.ts'
import { metricsRoutes } from './platform/metrics-routes.ts'
import { serveWords } from './platform/serve-words.ts'
import { openApiDocument } from './platform/openapi.ts'
import { getProject } from './projects/project-queries.ts'
import { projectRoutes } from './projects/project-routes.ts'
import { projectPurge } from './projects/project-purge.ts'
import { getTemplate } from './projects/template-queries.ts'
import { templateRoutes } from './projects/template-routes.ts'
import { getBaseline } from './schedule/baseline-queries.ts'
import { baselineRoutes } from './schedule/baseline-routes.ts'
import { getFeed } from './schedule/feed-queries.ts'
import { feedRoutes } from './schedule/feed-routes.ts'
import { planFileRoutes } from './schedule/plan-file-routes.ts'
import { platformSweeps, type Sweep } from './platform/sweep.ts'
import { getTask } from './tasks/task-queries.ts'
import { taskRoutes } from './tasks/task-routes.ts'
import { getTimeEntry } from './tasks/time-entry-queries.ts'
import { timeEntryRoutes } from './tasks/time-entry-routes.ts'

/** What of the world outside the server is set up: where files lie, who may deliver. */
export type Outside = Partial<Inbound> & {
  accounts?: AccountsOutside
  metrics?: Metrics
  metricsToken?: string | undefined
  proof?: ProofKept
}

/** What an agency is made of, before there is any work. */
const agencyRoutes = [
  ...accountRoutes,
  ...personRoutes,
  ...teamRoutes,
  ...templateRoutes,
  ...organizationRoutes,
  ...workingTimeRoutes,
]

/** Dates, and who has time. */
const dateRoutes = [...baselineRoutes, ...feedRoutes, ...scheduleRoutes, ...planFileRoutes]

/** Every endpoint there is, feature by feature. */
export const endpointsOf = (
  isReady: () => boolean,
  { files = noStore, metrics, metricsToken, proof, live, ...outside }: Outside & { live?: Live } = {},
): AnyEndpoint[] => [
  ...projectRoutes,
  ...batchRoutes(live?.tellProgress),
  ...taskRoutes,
  ...timeEntryRoutes,
  ...requestRoutes,
  ...portalRoutes,
  ...communicationRoutes(takeClientMessage),
  ...attachmentRoutes(files),
  ...clientFileRoutes(files),
  ...channelRoutes,
  ...pulseRoutes,
  ...signalRoutes,
  ...subscriptionRoutes,
  ...billingRoutes,
  ...portfolioRoutes,
  ...todayRoutes,
  ...searchRoutes,
  ...analyticsRoutes,
  ...collectionRoutes,
  ...activityRoutes(proof),
  ...automationRoutes,
  ...jobRoutes,
  ...alertRoutes,
  ...digestRoutes,
  ...notificationRoutes,
  ...liveRoutes(live),
  ...inboundRoutes({ files, ...outside }),
  ...stripeRoutes(outside.stripe),
  ...syncRoutes(outside.accounts),
  ...agencyRoutes,
  ...dateRoutes,
  ...authRoutes,
  ...tokenRoutes,
  ...healthRoutes(isReady),
  ...metricsRoutes(metrics, metricsToken),
]

/** What goes when its time is over. */
export const sweeps: Sweep[] = [
  ...platformSweeps,
  ...accessSweeps,
  attachmentSweep,
  projectPurge,
  alertSweep,
  ruleRunsSweep,
  failedJobsSweep,
  accountSyncSweep,
  stripeSweep,
  ...notificationSweeps,
]

export const VERSION = '0.1.0'

export interface AppOptions extends Keeping {
  log: Logger
  clock: () => Date
  rateLimit: number
  trustProxy: boolean | number | string
  /** Where people reach the server; known for sure only once it listens. */
  publicUrl: () => string
  /** Whether the start is done: migrated, demo made, credentials written. */
  isReady?: () => boolean
  outside?: Outside
  /** What people are told as it happens, over sockets too; without it, streams tell what was missed and end. */
  live?: Live
  /** The folder of the built page. */
  page?: string
}

/** For each id that paths carry: fails with not-found unless the caller may see that thing. */
const visible: HttpOptions['visible'] = {
  projectId: getProject,
  taskId: getTask,
  personId: getPerson,
  teamId: getTeam,
  tokenId: getToken,
  entryId: (tx, id, { taskId = '' }) => getTimeEntry(tx, taskId, id),
  accountId: getAccount,
  holidayId: getHoliday,
  timeOffId: (tx, id, { personId = '' }) => getTimeOff(tx, personId, id),
  templateId: getTemplate,
  baselineId: (tx, id, { projectId = '' }) => getBaseline(tx, projectId, id),
  feedId: getFeed,
  requestId: getRequest,
  clientLinkId: getClientLink,
  subscriptionId: getSubscription,
  billingEntryId: getEntry,
  signalId: getSignal,
  alertId: getAlert,
  activityId: getActivityEntry,
  communicationId: getCommunication,
  attachmentId: getAttachment,
  ruleId: findsRule,
  jobId: (tx, id) => getJob(tx, id),
  syncId: getSync,
  notificationId: getNotification,
}

export async function makeApp(options: AppOptions): Promise<FastifyInstance> {
  const { database } = options
  const live = options.live ?? makeLive(options)
  const metrics =
    options.outside?.metrics ?? makeMetrics({ version: VERSION, pools: { app: database }, clock: options.clock })
  const kept = keepReplies(options)
  if (kept) metrics.tellOf(kept)
  const endpoints = endpointsOf(options.isReady ?? (() => true), { ...options.outside, metrics, live })
  const app = await makeHttp({
    ...options,
    endpoints,
    kept,
    authenticate: rememberingAuthenticate(database, options.publicUrl),
    seenProjects,
    visible,
  })
  metrics.follow(app)
  serveWords(app)
  serveLinkPages(app, options)
  serveClientPage(app, options)
  if (options.live) openSocketDoor(app, { ...options, live })
  await serveDocs(app, {
    '/openapi.json': () => openApiDocument(endpoints, VERSION),
    '/asyncapi.json': () => asyncApiDocument(VERSION),
  })
  await servePage(app, options.page)
  return app
}
