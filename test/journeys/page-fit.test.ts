// Every page of the demo, in both themes: fit for everybody to use, and unmoved by whatever its texts hold.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { fillCards, SHOWN, type Get, type Shown } from '../../scripts/shown-pages.ts'
import { thePageDemo, type DemoName } from '../browser.ts'
import { fillTextsWith } from '../hostile-texts.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The open choices of a field lie in no landmark and are walked by its own arrow keys, as ARIA has it for comboboxes. */
const OPEN_CHOICES = '[data-portal] [data-composed][data-position]'

const LONG = Boolean(process.env.TEST_LONG)
const PHONE = { width: 390, height: 844 }
const DESK = { width: 1440, height: 900 }

interface Violation {
  id: string
  nodes: { html: string; failureSummary?: string }[]
}

let demo: Awaited<ReturnType<typeof thePageDemo>>
before(async () => {
  demo = await thePageDemo()
})

/**
 * Opens these pages, in one browser per person. Answers which could not be shown, so that one of them hides
 * nothing of the others.
 */
async function walk(pages: Shown[], look: (page: Page, shown: Shown) => Promise<void>): Promise<string[]> {
  const failed: string[] = []
  for (const as of new Set(pages.map((shown) => shown.as ?? 'admin'))) {
    const page = await demo.open(as as DemoName, '/profile')
    const get: Get = async (address) => (await page.request.get(address)).json()
    for (const shown of pages.filter((each) => (each.as ?? 'admin') === as)) {
      try {
        await goTo(page, shown.path.replace('{id}', shown.find ? await shown.find(get) : ''))
        await look(page, shown)
      } catch (error) {
        failed.push(`${shown.name}: ${String(error).slice(0, 300)}`)
      }
    }
    await page.context().close()
  }
  return failed
}

/** Ready once its heading is there and nothing loads any more; without transitions, colours are at once what they are. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.addStyleTag({
    content: '*, *::before, *::after { transition: none !important; animation: none !important }',
  })
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await fillCards(page)
  await page.getByRole('status', { name: 'Loading…' }).first().waitFor({ state: 'detached' })
}

async function violationsOf(page: Page, rules: string[] | undefined): Promise<string[]> {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(AXE)
  const found = await page.evaluate(
    async ({ levels, only, open }) => {
      const { axe } = globalThis as unknown as {
        axe: { run: (where: unknown, o: unknown) => Promise<{ violations: unknown[] }> }
      }
      const runOnly = only ? { type: 'rule', values: only } : { type: 'tag', values: levels }
      return (await axe.run({ exclude: [open] }, { runOnly, resultTypes: ['violations'] })).violations
    },
    { levels: LEVELS, only: rules, open: OPEN_CHOICES },
  )
  return (found as Violation[]).flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

/** What measures itself, as charts do, fits a moment later. */
const FITS_THE_SCREEN = `new Promise((done) => {
  const until = performance.now() + 3000
  const { documentElement: page } = document
  const look = () => {
    if (page.scrollWidth <= page.clientWidth + 1) done(true)
    else if (performance.now() > until) done(false)
    else requestAnimationFrame(look)
  }
  look()
})`
const setScheme = (page: Page, scheme: string) =>
  page.evaluate(`document.documentElement.setAttribute('data-mantine-color-scheme', '${scheme}')`)

/** What breaks a rule on the page as it stands: in light, in dark, and in the long form on a phone. */
async function brokenOn(page: Page, name: string): Promise<Record<string, string[]>> {
  await setScheme(page, 'light')
  const light = await violationsOf(page, undefined)
  await setScheme(page, 'dark')
  // Of what differs between the themes only the contrast can break a rule.
  const dark = await violationsOf(page, LONG ? undefined : ['color-contrast'])
  await page.setViewportSize(PHONE)
  const narrow = LONG ? await violationsOf(page, undefined) : []
  const fits = await page.evaluate(FITS_THE_SCREEN)
  const wide = fits ? [] : ['wider than the screen']
  await page.setViewportSize(DESK)
  const found = { [`${name}, light`]: light, [`${name}, dark`]: dark, [`${name}, narrow`]: [...narrow, ...wide] }
  return Object.fromEntries(Object.entries(found).filter(([, each]) => each.length > 0))
}

test(
  'no page, and nothing opened on it, breaks a rule of accessibility in light or dark',
  { skip: !LONG },
  async () => {
    const broken: Record<string, string[]> = {}
    const failed = await walk(SHOWN, async (page, { name, before: open }) => {
      await open?.(page)
      Object.assign(broken, await brokenOn(page, name))
    })
    assert.deepEqual({ broken, failed }, { broken: {}, failed: [] })
  },
)

test('texts that would be scripts open no dialog, break no page and no rule of accessibility', async () => {
  const filled = await fillTextsWith(demo.db)
  assert.ok(filled > 20, `${filled} fields hold it`)
  const opened: string[] = []
  const broken: Record<string, string[]> = {}
  // Each place once, as it opens: what is done on it counts on its texts.
  const places = SHOWN.filter(({ path }, at) => SHOWN.findIndex((each) => each.path === path) === at)
  const failed = await walk(places, async (page, { name }) => {
    page.on('dialog', (dialog) => {
      opened.push(name)
      void dialog.dismiss()
    })
    Object.assign(broken, await brokenOn(page, name))
    assert.equal(await page.evaluate(() => 'broken' in globalThis), false, name)
  })
  assert.deepEqual({ opened, broken, failed }, { opened: [], broken: {}, failed: [] })
})
