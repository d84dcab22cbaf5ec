// Pictures of the page as it is: `npm run screenshots -- <address of a running demo> [folder]`, or of what is named:
// --only=<part of a name>, --width=1440|390, --scheme=light|dark, --path=/projects?status=active, --as=manager.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { SHOWN, type Shown } from './shown-pages.ts'

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
  for (const scheme of ['light', 'dark'] as const)
    for (const width of [1440, 390])
      if ((option('scheme') ?? scheme) === scheme && (option('width') ?? String(width)) === String(width))
        await takeAll(browser, scheme, width)
} finally {
  await browser.close()
}

async function takeAll(inBrowser: Browser, scheme: 'light' | 'dark', width: number): Promise<void> {
  const path = option('path')
  const wanted: Shown[] = path
    ? [{ name: option('name') ?? 'page', path, as: option('as') ?? 'admin' }]
    : SHOWN.filter(({ name }) => name.includes(option('only') ?? ''))
  for (const as of new Set(wanted.map((each) => each.as ?? 'admin'))) {
    const context = await inBrowser.newContext({
      baseURL: baseUrl,
      colorScheme: scheme,
      locale: 'en-GB',
      viewport: { width, height: width === 390 ? 844 : 900 },
      reducedMotion: 'reduce',
      timezoneId: 'Europe/Berlin',
    })
    const page = await context.newPage()
    page.on('console', (message) => message.type() === 'error' && console.log(`  ${page.url()}: ${message.text()}`))
    page.on('pageerror', (error) => console.log(`  ${page.url()}: ${error.message}`))
    await signIn(page, as)
    for (const each of wanted.filter((one) => (one.as ?? 'admin') === as)) await take(page, each, `${scheme}-${width}`)
    await context.close()
  }
}

async function signIn(page: Page, as: string): Promise<void> {
  const { email, password } = people[as] ?? { email: '', password: '' }
  await page.request.post('/v1/auth/login', { data: { email, password } })
}

async function take(page: Page, { name, path, find, before }: Shown, kind: string): Promise<void> {
  const found = find ? await find(async (address) => (await page.request.get(address)).json()) : ''
  await page.goto(path.replace('{id}', found))
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle').catch(() => undefined)
  if (before) await before(page)
  const file = join(folder, `${name}-${kind}.png`)
  await page.screenshot({ path: file, fullPage: true })
  console.log(file)
}
