// The places of the menu that are opened for the first time, and what is done at some of them.
import type { Page } from 'playwright-core'
import { click, drag, leave, MOVES, type Step } from './page-acts.ts'

const WORK = ['Projects', 'Schedule', 'Requests', 'Signals', 'Analytics', 'Accounts', 'Billing', 'People', 'Teams']
const HOUSE = ['Templates', 'Holidays', 'Automation', 'Audit log', 'Alerts', 'Jobs', 'Import', 'Settings']

/** From Today on, one after another, each for the first time. */
const opened = [...WORK, ...HOUSE, 'My work', 'Your week', 'Today'].map((name, n): Step => ({
  name: `open the place ${name}`,
  ...(n === 0 && { at: '/' }),
  times: 1,
  ready: click((page) => page.getByRole('navigation').getByRole('link', { name, exact: true })),
  shows: (page) => page.getByRole('heading', { level: 1 }),
}))

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const today: Step[] = [
  {
    name: 'Today: open the choice of who does a task',
    at: '/',
    times: 2,
    ready: click((page, n) => page.getByRole('button', { name: /^Assign / }).nth(n)),
    shows: (page) => page.getByRole('dialog'),
    after: leave,
  },
  {
    name: 'Today: complete a task',
    times: 3,
    ready: click((page) => page.getByRole('button', { name: /^Complete / }).first()),
  },
]
const analytics: Step[] = ['Workflow', 'Utilisation', 'Performance'].map((name, n) => ({
  name: `analytics: open ${name}`,
  ...(n === 0 && { at: '/analytics' }),
  times: 1,
  ready: click((page) => page.getByRole('tab', { name })),
  shows: (page) => page.getByRole('tab', { name, selected: true }),
}))
const house: Step[] = [
  {
    name: 'audit log: the next entries',
    at: '/audit',
    times: 3,
    ready: click((page) => page.getByRole('button', { name: 'Load more' })),
  },
  {
    name: 'open a rule',
    at: '/automation',
    times: 1,
    ready: click((page) => page.getByRole('main').getByRole('link').first()),
    shows: (page) => page.getByRole('heading', { level: 1 }),
  },
  {
    name: 'open the notifications',
    at: '/',
    times: 1,
    ready: click((page) => page.getByRole('link', { name: /notifications?$/i })),
    shows: (page) => page.getByRole('heading', { level: 1, name: 'Notifications' }),
  },
]

const cards: Step[] = [
  {
    name: 'board: open a card’s menu',
    at: '/projects/prj_06eplan/board',
    times: 3,
    ready: click((page, n) =>
      region(page, 'To do')
        .getByRole('button', { name: /^Move to…/ })
        .nth(n),
    ),
    after: leave,
  },
  {
    name: 'board: drag a card to another column, each move',
    inputs: MOVES + 2,
    times: 3,
    ready: drag(
      (page) => region(page, 'In progress').getByRole('listitem').first(),
      (page) => region(page, 'In review'),
    ),
  },
]

export const PLACES: readonly Step[] = [...opened, ...today, ...analytics, ...house, ...cards]
