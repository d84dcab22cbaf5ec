// Every page in a language that nobody speaks: longer, with accents. All of it is translated, and nothing breaks. And in German.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { SHOWN, type Get, type Shown } from '../../scripts/shown-pages.ts'
import { thePageDemo, type DemoName } from '../browser.ts'
import { demoClientSecret } from '../../server/demo/demo-credentials.ts'
import { TEST_SECRET } from '../database.ts'
import { Texts, untranslatedOn } from '../untranslated.ts'

/** The rest is walked in the long form. */
const ALWAYS = ['today', 'project-overview', 'project-board', 'rule']
const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]
/** The widest thing beyond the edge, once what measures itself, as charts do, had time to fit; nothing where all fits. */
const BEYOND_THE_EDGE = `new Promise((done) => {
  const until = performance.now() + 3000
  const { documentElement: page } = document
  const look = () => {
    if (page.scrollWidth <= page.clientWidth + 1) return done('')
    if (performance.now() < until) return void requestAnimationFrame(look)
    const right = (element) => element.getBoundingClientRect().right
    const [widest] = [...document.body.querySelectorAll('*')].sort((one, other) => right(other) - right(one))
    done(Math.round(right(widest)) + ' px: ' + widest.outerHTML.slice(0, 200))
  }
  look()
})`

let demo: Awaited<ReturnType<typeof thePageDemo>>
before(async () => {
  demo = await thePageDemo()
})

test('every word of ours on every page can be translated, and longer ones break no page', async () => {
  const places = SHOWN.filter(({ path }, at) => SHOWN.findIndex((each) => each.path === path) === at)
  const pages = process.env.TEST_LONG ? places : places.filter(({ name }) => ALWAYS.includes(name))
  const found: Record<string, string[]> = {}
  for (const as of new Set(pages.map((shown) => shown.as ?? 'admin'))) {
    const page = await demo.open(as as DemoName, '/profile')
    await page.evaluate("localStorage.setItem('language', 'en-XA')")
    const known = new Texts(page)
    await page.reload()
    const get: Get = async (address) => (await page.request.get(address)).json()
    const look = async ({ name, path, find }: Shown) => {
      await page.goto(path.replace('{id}', find ? await find(get) : ''))
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('networkidle')
      const untranslated = await untranslatedOn(page, known)
      if (untranslated.length > 0) found[name] = untranslated
      for (const size of WIDTHS) {
        await page.setViewportSize(size)
        const beyond = (await page.evaluate(BEYOND_THE_EDGE)) as string
        if (beyond !== '') (found[name] ??= []).push(`wider than ${size.width}: ${beyond}`)
      }
      await page.setViewportSize(WIDTHS[0] ?? { width: 1440, height: 900 })
    }
    for (const shown of pages.filter((each) => (each.as ?? 'admin') === as)) await look(shown)
    await page.context().close()
  }
  assert.deepEqual(found, {})
})

test('a browser that asks for German is shown German, and whoever chooses English that', async () => {
  const page = await demo.open('admin', '/profile', { locale: 'de-AT' })
  const shows = async (heading: string, language: string) => {
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), language)
  }
  await shows('Mein Profil', 'de')
  await page.getByRole('navigation', { name: 'Orte' }).getByRole('link', { name: 'Projekte' }).waitFor()
  await page.getByLabel('Sprache').selectOption('English')
  await shows('My profile', 'en')
  await page.getByLabel('Language').selectOption('As the browser asks for; mail and chat as the organisation')
  await shows('Mein Profil', 'de')
  await page.context().close()
})

test('who reads English fetches no other language', async () => {
  const page = await demo.open('admin', '/profile')
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname))
  await page.goto('/')
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
  assert.ok(fetched.some((path) => path.endsWith('.js')))
  assert.deepEqual(
    fetched.filter((path) => /\/(de|en|pseudo-words)-[^/]*\.js$/.test(path)),
    [],
  )
  await page.context().close()
})

test('a client’s page has no word that can not be translated, and is German for who asks for that, on a phone too', async () => {
  const page = await demo.open('member', '/profile', { locale: 'de-DE', viewport: WIDTHS[1] ?? null })
  const known = new Texts(page)
  const client = `/client/${demoClientSecret(TEST_SECRET)}`
  const opens = async (place: string) => {
    await page.goto('about:blank')
    await page.goto(`${client}${place}`)
    await page.locator('#view[aria-busy=false]').waitFor()
    assert.equal(await page.evaluate(BEYOND_THE_EDGE), '')
  }
  await opens('')
  const first = (await page.locator('a.card').first().getAttribute('href')) ?? ''
  for (const place of ['', '#new', first]) {
    await opens(`?language=en-XA${place}`)
    assert.deepEqual(await untranslatedOn(page, known), [], place)
  }
  await opens('#new')
  assert.equal(await page.locator('html').getAttribute('lang'), 'de')
  await page.getByRole('button', { name: 'Anfrage senden' }).click()
  await page.getByText('Das braucht ein paar Worte.').first().waitFor()
  await page.context().close()
})
