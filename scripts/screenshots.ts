// Pictures of the page as it is, of a running demo: `npm run screenshots -- [its demo-credentials.json] [folder]`, or of
// what is named: --only=<part of a name>, --width=1440|390, --scheme=light|dark, --path=/projects?status=active,
// --as=manager. `--docs` makes those of docs/page/ anew, as a screen shows them.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { fillCards, IN_DOCS, SHOWN, type Shown } from './shown-pages.ts'

type Credentials = { baseUrl: string; people: Record<string, { email: string; password: string }> }

const words = process.argv.slice(2)
const option = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
const [credentialsFile = '.data/demo-credentials.json', folder = 'screenshots'] = words.filter(
  (word) => !word.startsWith('--'),
)
const { baseUrl, people } = JSON.parse(readFileSync(credentialsFile, 'utf8')) as Credentials

const browser = await openBrowser()
try {
  mkdirSync(folder, { recursive: true })
  if (words.includes('--docs')) await takeForDocs(browser)
  else await takeAllKinds(browser)
} finally {
  await browser.close()
}

/** Both themes, wide and narrow, as far as they are asked for. */
async function takeAllKinds(inBrowser: Browser): Promise<void> {
  for (const scheme of ['light', 'dark'] as const)
    for (const width of [1440, 390])
      if ((option('scheme') ?? scheme) === scheme && (option('width') ?? String(width)) === String(width))
        await takeAll(inBrowser, scheme, width)
}

async function takeForDocs(inBrowser: Browser): Promise<void> {
  mkdirSync('docs/page', { recursive: true })
  for (const { file, shown, scheme, width } of IN_DOCS) {
    const page = await openPage(inBrowser, scheme, width)
    const wanted = SHOWN.find(({ name }) => name === shown)
    await signIn(page, wanted?.as ?? 'admin')
    if (wanted) await take(page, wanted, join('docs/page', file), false)
    await page.context().close()
  }
}

async function openPage(inBrowser: Browser, colorScheme: 'light' | 'dark', width: number): Promise<Page> {
  const context = await inBrowser.newContext({
    baseURL: baseUrl,
    colorScheme,
    locale: 'en-GB',
    viewport: { width, height: width === 390 ? 844 : 900 },
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
  })
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && console.log(`  ${page.url()}: ${message.text()}`))
  page.on('pageerror', (error) => console.log(`  ${page.url()}: ${error.message}`))
  return page
}

async function takeAll(inBrowser: Browser, scheme: 'light' | 'dark', width: number): Promise<void> {
  const path = option('path')
  const wanted: Shown[] = path
    ? [{ name: option('name') ?? 'page', path, as: option('as') ?? 'admin' }]
    : SHOWN.filter(({ name }) => name.includes(option('only') ?? ''))
  for (const as of new Set(wanted.map((each) => each.as ?? 'admin'))) {
    const page = await openPage(inBrowser, scheme, width)
    await signIn(page, as)
    for (const each of wanted.filter((one) => (one.as ?? 'admin') === as)) {
      await take(page, each, join(folder, `${each.name}-${scheme}-${width}.png`))
    }
    await page.context().close()
  }
}

async function signIn(page: Page, as: string): Promise<void> {
  const { email, password } = people[as] ?? { email: '', password: '' }
  await page.request.post('/v1/auth/login', { data: { email, password } })
}

async function take(page: Page, { path, find, before }: Shown, file: string, fullPage = true): Promise<void> {
  const found = find ? await find(async (address) => (await page.request.get(address)).json()) : ''
  await page.goto(path.replace('{id}', found))
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await fillCards(page)
  if (before) await before(page)
  await page.screenshot({ path: file, fullPage })
  console.log(file)
}
