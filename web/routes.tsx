// Every page, one line. What is in the address after `?` is text and belongs to the page (use-search.ts).
import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type AnyRoute,
} from '@tanstack/react-router'
import { findMe } from './me.ts'
import { Shell } from './pages/shell/shell.tsx'
import { NotFound } from './pages/shell/not-found.tsx'
import { PageFailed } from './pages/shell/page-failed.tsx'

type Context = { client: QueryClient }
export type Search = Record<string, string>

const root = createRootRouteWithContext<Context>()({ component: Outlet })
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Search): Search => search,
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
})
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    if (await findMe(context.client)) return
    // oxlint-disable-next-line typescript/only-throw-error -- the router's own way of leading elsewhere
    throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } })
  },
})

/** One page, fetched when it is first opened. */
const pageIn =
  <Parent extends AnyRoute>(parent: Parent) =>
  <Path extends string, M extends Record<string, unknown>>(
    path: Path,
    load: () => Promise<M>,
    name: keyof M & string,
  ) =>
    createRoute({
      getParentRoute: () => parent,
      path,
      validateSearch: (search: Search): Search => search,
      component: lazyRouteComponent(load as () => Promise<Record<string, never>>, name),
    })
const page = pageIn(shell)

const pages = [
  page('/', () => import('./pages/today/today-page.tsx'), 'TodayPage'),
  page('/digest', () => import('./pages/digest/digest-page.tsx'), 'DigestPage'),
  page('/my-work', () => import('./pages/my-work/my-work-page.tsx'), 'MyWorkPage'),
  page('/notifications', () => import('./pages/notifications/notifications-page.tsx'), 'NotificationsPage'),
  page('/profile', () => import('./pages/profile/profile-page.tsx'), 'ProfilePage'),
  page('/projects', () => import('./pages/projects/projects-page.tsx'), 'ProjectsPage'),
  page('/schedule', () => import('./pages/schedule/schedule-page.tsx'), 'SchedulePage'),
  page('/requests', () => import('./pages/requests/requests-page.tsx'), 'RequestsPage'),
  page('/signals', () => import('./pages/signals/signals-page.tsx'), 'SignalsPage'),
  page('/analytics', () => import('./pages/analytics/analytics-page.tsx'), 'AnalyticsPage'),
  page('/accounts', () => import('./pages/accounts/accounts-page.tsx'), 'AccountsPage'),
  page('/accounts/sync', () => import('./pages/accounts/sync-page.tsx'), 'SyncPage'),
  page('/accounts/$accountId', () => import('./pages/accounts/account-page.tsx'), 'AccountPage'),
  page('/billing', () => import('./pages/billing/billing-page.tsx'), 'BillingPage'),
  page('/people', () => import('./pages/people/people-page.tsx'), 'PeoplePage'),
  page('/people/$personId', () => import('./pages/people/person-page.tsx'), 'PersonPage'),
  page('/teams', () => import('./pages/teams/teams-page.tsx'), 'TeamsPage'),
  page('/templates', () => import('./pages/templates/templates-page.tsx'), 'TemplatesPage'),
  page('/templates/$templateId', () => import('./pages/templates/template-page.tsx'), 'TemplatePage'),
  page('/holidays', () => import('./pages/holidays/holidays-page.tsx'), 'HolidaysPage'),
  page('/automation', () => import('./pages/automation/automation-page.tsx'), 'AutomationPage'),
  page('/automation/$ruleId', () => import('./pages/automation/rule-page.tsx'), 'RulePage'),
  page('/audit', () => import('./pages/audit/audit-page.tsx'), 'AuditPage'),
  page('/alerts', () => import('./pages/alerts/alerts-page.tsx'), 'AlertsPage'),
  page('/jobs', () => import('./pages/jobs/jobs-page.tsx'), 'JobsPage'),
  page('/import', () => import('./pages/import/import-page.tsx'), 'ImportPage'),
  page('/settings', () => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
]
const project = page('/projects/$projectId', () => import('./pages/project/project-frame.tsx'), 'ProjectFrame')
const tab = pageIn(project)
const tabs = [
  tab('/', () => import('./pages/project/overview-tab.tsx'), 'OverviewTab'),
  tab('/board', () => import('./pages/project/board-tab.tsx'), 'BoardTab'),
  tab('/list', () => import('./pages/project/list-tab.tsx'), 'ListTab'),
  tab('/plan', () => import('./pages/plan/plan-tab.tsx'), 'PlanTab'),
  tab('/requests', () => import('./pages/project/requests-tab.tsx'), 'RequestsTab'),
  tab('/conversation', () => import('./pages/project/conversation-tab.tsx'), 'ConversationTab'),
  tab('/files', () => import('./pages/project/files-tab.tsx'), 'FilesTab'),
  tab('/billing', () => import('./pages/billing/billing-tab.tsx'), 'BillingTab'),
  tab('/activity', () => import('./pages/project/activity-tab.tsx'), 'ActivityTab'),
]

const tree = root.addChildren([signIn, shell.addChildren([...pages, project.addChildren(tabs)])])

/** `?a=1&b=x` as it stands: saved views are readable addresses. */
const parseSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text))
const stringifySearch = (search: Record<string, unknown>): string => {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return text ? `?${text}` : ''
}

export const makeRouter = (client: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { client },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: PageFailed,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
