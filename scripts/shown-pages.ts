// Every page that pictures are made of and that is checked for accessibility: its address, and as whom.
import type { Page } from 'playwright-core'

export type Get = (address: string) => Promise<{ data: { id: string }[] }>

export interface Shown {
  name: string
  /** `{id}` is what `find` answers. */
  path: string
  /** One of the demo's people; admin unless said otherwise. */
  as?: string
  find?: (get: Get) => Promise<string>
  /** What is done before the picture: a dialog opened, a thing chosen. */
  before?: (page: Page) => Promise<void>
}

/** Cards that are filled when they are near what is in sight, are. */
export async function fillCards(page: Page): Promise<void> {
  await page.evaluate(`new Promise((filled) => {
    const look = () => {
      scrollTo(0, document.body.scrollHeight)
      if (document.querySelector('[data-waits]')) return requestAnimationFrame(look)
      scrollTo(0, 0)
      filled()
    }
    look()
  })`)
}

const first =
  (address: string) =>
  async (get: Get): Promise<string> =>
    (await get(address)).data[0]?.id ?? ''
/** Half done, with links of all types and work that is still to be moved. */
const site = async (): Promise<string> => 'prj_harbor_website'
const inProject = (name: string, path = name): Shown => ({
  name: `project-${name}`,
  path: `/projects/{id}/${path}`,
  find: site,
})
const plain = (name: string): Shown => ({ name, path: `/${name}` })

const nextMonday = (): string => {
  const day = new Date()
  day.setDate(day.getDate() + ((8 - day.getDay()) % 7 || 7))
  return day.toISOString().slice(0, 10)
}

export const SHOWN: Shown[] = [
  { name: 'today', path: '/' },
  { name: 'today-lead', path: '/', as: 'lead' },
  { name: 'today-member', path: '/', as: 'member' },
  {
    name: 'command-palette',
    path: '/',
    before: async (page) => {
      await page.keyboard.press('Control+K')
      await page.getByRole('combobox').fill('harbor')
      await page.getByRole('group', { name: 'Projects' }).waitFor()
    },
  },
  plain('digest'),
  ...['tasks', 'time', 'days'].map((tab) => ({ name: `my-${tab}`, path: `/my-work?tab=${tab}`, as: 'member' })),
  ...['password', 'notifications', 'tokens', 'calendars'].map((tab) => ({
    name: `profile-${tab}`,
    path: `/profile?tab=${tab}`,
  })),
  plain('projects'),
  {
    name: 'projects-chosen',
    path: '/projects?status=active&sort=-priority',
    as: 'manager',
    before: async (page) => {
      await page
        .getByRole('checkbox', { name: /^Choose (?!all)/ })
        .first()
        .check()
      await page.getByRole('button', { name: 'Put on hold' }).waitFor()
    },
  },
  {
    name: 'project-new',
    path: '/projects?new=1',
    before: async (page) => {
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox', { name: 'Name' }).fill('Autumn website')
      for (const [field, choice] of [
        ['Client', 'Bluebird Bakery'],
        ['Type', 'Website'],
      ] as const) {
        await dialog.getByRole('combobox', { name: field }).click()
        await page.getByRole('option', { name: choice }).click()
      }
      await dialog.getByRole('list', { name: 'Planned tasks' }).waitFor()
    },
  },
  { name: 'project-overview', path: '/projects/{id}', find: site },
  ...['board', 'list', 'requests', 'conversation', 'files', 'billing', 'activity'].map((tab) => inProject(tab)),
  { name: 'project-plan', path: '/projects/{id}/plan', find: site },
  {
    name: 'project-plan-preview',
    path: '/projects/{id}/plan',
    find: site,
    before: async (page) => {
      await page.locator('[data-bar]:has([data-part="start"])').first().focus()
      for (let days = 0; days < 3; days++) await page.keyboard.press('ArrowRight')
      await page
        .getByText(/tasks? moves?/)
        .first()
        .waitFor()
    },
  },
  {
    name: 'project-plan-bookings',
    path: '/projects/{id}/plan',
    find: site,
    before: async (page) => {
      await page
        .getByRole('button', { name: /^Book / })
        .first()
        .click()
      await page.getByRole('dialog').getByLabel('First day').waitFor()
    },
  },
  {
    name: 'project-task',
    path: '/projects/{id}/list',
    find: site,
    before: async (page) => {
      await page.getByRole('region', { name: 'Tasks' }).getByRole('link').first().click()
      await page.getByRole('dialog').getByRole('button', { name: 'Add files' }).waitFor()
    },
  },
  {
    name: 'project-conversation-client',
    path: '/projects/{id}/conversation',
    find: site,
    before: async (page) => {
      await page.getByText('To the client', { exact: true }).first().click()
      await page.getByRole('combobox', { name: 'To', exact: true }).waitFor()
    },
  },
  ...['schedule', 'requests', 'signals', 'accounts', 'people', 'teams', 'templates', 'holidays'].map(plain),
  ...['performance', 'workflow', 'utilisation'].map((tab) => ({
    name: `analytics-${tab}`,
    path: `/analytics?tab=${tab}`,
  })),
  {
    name: 'request-accept',
    path: '/requests?status=pending',
    before: async (page) => {
      // Where it is narrow, none is open by itself.
      if ((page.viewportSize()?.width ?? 0) < 1000)
        await page.getByRole('list', { name: 'Requests' }).getByRole('link').first().click()
      await page.getByRole('button', { name: 'Accept' }).click()
      await page.getByRole('region', { name: 'What will happen' }).waitFor()
    },
  },
  { name: 'client-links', path: '/projects/{id}/requests?links=1', find: site },
  { name: 'schedule-weeks', path: '/schedule?zoom=week' },
  {
    name: 'schedule-book',
    path: '/schedule',
    before: async (page) => {
      await page
        .getByRole('button', { name: /^Book / })
        .first()
        .click()
      await page.getByRole('dialog').getByRole('combobox', { name: 'Project' }).waitFor()
    },
  },
  {
    name: 'schedule-assign',
    path: '/schedule',
    before: async (page) => {
      await page
        .getByRole('button', { name: /^Assign / })
        .first()
        .click()
      await page.getByRole('menuitem', { name: 'Somebody else, or other days…' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'accounts-in-step', path: '/accounts/sync' },
  plain('billing'),
  { name: 'account', path: '/accounts/{id}', find: first('/v1/admin/accounts?limit=1') },
  { name: 'person', path: '/people/{id}', find: first('/v1/admin/people?limit=1') },
  {
    name: 'template-task',
    path: '/templates/website-standard',
    before: async (page) => {
      await page.getByRole('button', { name: 'Build templates and pages', exact: true }).click()
      await page.getByRole('textbox', { name: 'Title' }).waitFor()
    },
  },
  { name: 'template', path: '/templates/{id}', find: first('/v1/admin/templates?limit=1') },
  {
    name: 'rule',
    path: '/automation/escalate-overdue-tasks',
    before: async (page) => {
      await page.getByRole('button', { name: 'Rehearse' }).click()
      await page.getByText(/^It would act|^Nothing: all/).waitFor()
    },
  },
  ...['automation', 'audit', 'alerts', 'jobs', 'import', 'settings', 'notifications', 'profile'].map(plain),
  {
    name: 'holiday-preview',
    path: '/holidays',
    before: async (page) => {
      await page.getByRole('button', { name: 'Add a holiday' }).click()
      await page.getByRole('textbox', { name: 'Day' }).fill(nextMonday())
      await page.getByRole('textbox', { name: 'Name' }).fill('Founding day')
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      await page.getByRole('button', { name: 'Add it' }).waitFor()
    },
  },
  { name: 'not-found', path: '/projects/nothing-here' },
]

/** The pictures of docs/page/. */
export const IN_DOCS = [
  { file: 'today.png', shown: 'today', scheme: 'light', width: 1440 },
  { file: 'plan.png', shown: 'project-plan-preview', scheme: 'light', width: 1440 },
  { file: 'schedule.png', shown: 'schedule', scheme: 'light', width: 1440 },
  { file: 'projects-dark.png', shown: 'projects', scheme: 'dark', width: 1440 },
  { file: 'phone.png', shown: 'project-overview', scheme: 'light', width: 390 },
] as const
