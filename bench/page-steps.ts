// The interactions that are measured, place by place, as a person goes through them.
import type { Page } from 'playwright-core'
import { cancel, click, drag, leave, MOVES, press, scroll, WHEELS, type Find, type Step } from './page-acts.ts'
import { PLACES } from './page-places.ts'

/** The one with 2,000 tasks. */
const PLAN = '/projects/prj_06eplan'
const TIMES = 5

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const table = (page: Page) => page.getByRole('region', { name: 'Projects', exact: true })
const SORTS = ['Project', 'Status', 'Health', 'Progress', 'Due']
const QUICK = ['Active', 'At risk', 'Past due', 'Mine']

const projects = (rows: number): Step[] => [
  {
    name: `projects, ${rows} rows: sort`,
    at: `/projects?limit=${rows}`,
    ready: click((page, n) => table(page).getByRole('button', { name: SORTS[n] ?? '', exact: true })),
    shows: (page, n) => table(page).getByRole('columnheader', { name: SORTS[n] ?? '' }),
  },
  { name: `projects, ${rows} rows: next page`, ready: click((page) => button(page, 'Next page')) },
  {
    name: `projects, ${rows} rows: choose all`,
    times: 4,
    ready: click((page) => page.getByRole('checkbox', { name: 'Choose all of this page' })),
  },
  {
    name: `projects, ${rows} rows: filter`,
    at: `/projects?limit=${rows}`,
    times: QUICK.length,
    ready: click((page, n) => button(page, QUICK[n] ?? '')),
  },
  {
    name: `projects, ${rows} rows: a letter of a search`,
    at: `/projects?limit=${rows}`,
    ready: press(Array.from('harbo'), (page) => page.getByRole('searchbox', { name: 'Search projects' })),
  },
]

const tab = (name: string): Step => ({
  name: `open the tab ${name}`,
  times: 1,
  ready: click((page) => page.getByRole('navigation', { name: 'Parts of the project' }).getByRole('link', { name })),
})
const project: Step[] = [
  {
    name: 'open a project from the list',
    at: '/projects',
    ready: click((page, n) =>
      table(page)
        .getByRole('row')
        .nth(n + 1)
        .getByRole('link'),
    ),
    shows: (page) => page.getByRole('navigation', { name: 'Parts of the project' }),
    after: async (page) => void (await page.goBack()),
  },
  { ...tab('List'), at: PLAN },
  ...['Board', 'Requests', 'Conversation', 'Files', 'Billing', 'Activity', 'Overview'].map(tab),
]

const chart: Find = (page) => page.getByRole('region', { name: 'Chart of the plan' })
/** Those that lie in sight at first. */
const bars = (page: Page) => page.getByRole('button', { name: /^Task: (Tracking setup|Client review|Corrections) 1,/ })
const preview = (page: Page) => page.getByRole('region', { name: 'Preview' })
const zoomTo = (group: string, zooms: string[]) =>
  click((page, n) =>
    page.getByRole('radiogroup', { name: group }).getByText(zooms[n % zooms.length] ?? '', { exact: true }),
  )

const gantt: Step[] = [
  {
    name: 'Gantt of 2,000 tasks: first draw, from the answer’s first byte',
    at: PLAN,
    times: 1,
    ready: tab('Plan').ready,
    shows: (page) => bars(page).first(),
  },
  { name: 'Gantt: a turn of the wheel down', times: 4, inputs: WHEELS, ready: scroll(chart, 0, 240) },
  { name: 'Gantt: a turn of the wheel across', times: 4, inputs: WHEELS, ready: scroll(chart, 200, 0) },
  { name: 'Gantt: zoom', times: 6, ready: zoomTo('Zoom', ['Week', 'Month', 'Day']) },
  {
    name: 'Gantt: point at a bar',
    at: `${PLAN}/plan`,
    ready: async (page, n) => {
      const box = await bars(page)
        .nth(n % 3)
        .boundingBox()
      return () => page.mouse.move((box?.x ?? 0) + 8, (box?.y ?? 0) + 8)
    },
  },
  {
    name: 'Gantt: drag a bar, each move, with its preview',
    inputs: MOVES + 2,
    ready: drag((page) => bars(page).first(), { x: 170, y: 0 }),
    shows: preview,
    after: leave,
  },
  {
    name: 'Gantt: an arrow key on a bar, with its preview',
    ready: press(['ArrowRight'], (page) => bars(page).first()),
    shows: preview,
    after: leave,
  },
  {
    name: 'Gantt: open a bar’s details',
    ready: press(['Enter'], (page, n) => bars(page).nth(n % 3)),
    shows: (page) => page.getByRole('dialog'),
    after: leave,
  },
  {
    name: 'Gantt: pull a bar longer, each move, with its preview',
    inputs: MOVES + 2,
    times: 3,
    ready: drag((page) => bars(page).first().locator('[data-part=finish]'), { x: 102, y: 0 }),
    shows: preview,
    after: leave,
  },
  {
    name: 'Gantt: draw a link from bar to bar, each move, with its preview',
    inputs: MOVES + 2,
    times: 3,
    ready: drag(
      (page) => bars(page).first().locator('[data-part=link-F]'),
      (page) => bars(page).nth(2),
    ),
    shows: preview,
    after: leave,
  },
  {
    name: 'Gantt: compare with a baseline',
    times: 2,
    ready: async (page, n) => {
      await page.getByRole('combobox', { name: 'Compare with a baseline' }).click()
      return click((now) => now.getByRole('option', { name: ['As agreed', 'As begun'][n] ?? '', exact: true }))(page, n)
    },
    shows: (page) => page.getByRole('status').filter({ hasText: 'than “' }),
  },
  {
    name: 'Gantt: open what does not fit',
    times: 2,
    ready: click((page) => button(page, /conflicts?$/)),
    shows: (page) => page.getByRole('dialog'),
    after: leave,
  },
  {
    name: 'Gantt: put what has no dates on a day, each move, with its preview',
    at: `${PLAN}/plan`,
    inputs: MOVES + 2,
    times: 3,
    ready: async (page, n) => {
      await chart(page, n).evaluate((box) => (box.scrollTop = box.scrollHeight))
      return drag((now) => now.getByRole('button', { name: /^Task: Idea 1,/ }), { x: 170, y: 0 })(page, n)
    },
    shows: preview,
    after: leave,
  },
  { name: 'Gantt: fold or unfold all', times: 4, ready: click((page) => button(page, /^(Unf|F)old all$/)) },
]

const board: Find = (page) => page.getByRole('region', { name: 'Days of people, scrolling' })
const people = (page: Page) =>
  board(page, 0)
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: /^Book / }) })
const schedule: Step[] = [
  {
    name: 'schedule of 200 people: a turn of the wheel down',
    times: 4,
    at: '/schedule',
    inputs: WHEELS,
    ready: scroll(board, 0, 240),
  },
  { name: 'schedule: a turn of the wheel across', times: 4, inputs: WHEELS, ready: scroll(board, 200, 0) },
  { name: 'schedule: zoom', times: 6, ready: zoomTo('Columns', ['Week', 'Month', 'Day']) },
  { name: 'schedule: later', times: 3, ready: click((page) => button(page, 'Later')) },
  {
    name: 'schedule: open or close a person',
    // What nobody does yet is folded away: people come first.
    at: '/schedule?closed=open',
    times: 6,
    ready: click((page, n) =>
      people(page)
        .nth(n >> 1)
        .getByRole('button')
        .first(),
    ),
  },
  {
    name: 'schedule: drag over days, each move, with the dialog',
    inputs: MOVES + 2,
    times: 3,
    ready: drag((page) => people(page).nth(1).getByRole('cell').nth(2), { x: 130, y: 0 }),
    shows: (page) => page.getByRole('dialog'),
    after: cancel,
  },
  {
    name: 'schedule: open the list of teams',
    at: '/schedule',
    times: 1,
    ready: click((page) => page.getByRole('combobox', { name: 'Team' })),
  },
  {
    name: 'schedule: choose a team',
    times: 1,
    ready: click((page) => page.getByRole('option', { name: 'Team 7', exact: true })),
  },
]

const others: Step[] = [
  {
    name: 'requests: the next by its key',
    at: '/requests',
    times: 8,
    ready: press(['j', 'j', 'j', 'k']),
    shows: (page, n) =>
      page
        .getByRole('list', { name: 'Requests' })
        .getByRole('listitem')
        .nth((n % 4 === 3 ? 2 : 1 + (n % 4)) + (n > 3 ? 2 : 0))
        .locator('[aria-current]'),
  },
  {
    name: 'command palette: open',
    at: '/',
    times: 3,
    ready: press(['Control+k']),
    shows: (page) => page.getByRole('combobox'),
    after: leave,
  },
  {
    name: 'command palette: a letter',
    ready: async (page, n) => {
      if (n === 0) await page.keyboard.press('Control+k')
      return press(Array.from('websi'), (now) => now.getByRole('combobox'))(page, n)
    },
  },
]

export const STEPS: readonly Step[] = [
  ...projects(25),
  ...projects(100),
  ...project,
  ...gantt,
  ...schedule,
  ...PLACES,
  ...others,
].map((step) => ({ times: TIMES, ...step }))
