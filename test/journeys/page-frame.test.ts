import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../agency.ts'
import { thePageHouse } from '../browser.ts'

/** What takes its time runs in the long form. */
const long = { skip: !process.env.TEST_LONG }

test('each role is led to what it may see, and nowhere else', async () => {
  const { open } = await thePageHouse()
  const { ada, tess, mia } = await agency()
  const places = async (person: typeof ada) => {
    const page = await open(person, '/')
    await page.getByRole('heading', { name: 'Today' }).waitFor()
    const names = await page.getByRole('navigation', { name: 'Places' }).getByRole('link').allTextContents()
    await page.context().close()
    return names
  }
  const admins = await places(ada)
  assert.ok(['Automation', 'Audit log', 'Settings', 'Schedule'].every((name) => admins.includes(name)))
  const leads = await places(tess)
  assert.deepEqual(
    [leads.includes('Schedule'), leads.includes('Requests'), leads.includes('Automation')],
    [true, false, false],
  )
  assert.deepEqual(await places(mia), ['Today', 'My work'])
})

test('whoever is not signed in comes to the door, and from there to where they wanted to go', async () => {
  const { open } = await thePageHouse()
  const { ada } = await agency()
  const page = await open(ada, '/')
  await page.getByRole('button', { name: /Account of/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await page.goto('/projects?status=active')
  await page.getByLabel('Email').fill(ada.email)
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByRole('textbox', { name: 'Password' }).fill('a password for the page')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Projects' }).waitFor()
  assert.match(page.url(), /\/projects\?status=active$/)
  await page.context().close()
})

/** Of script, compressed. */
const MOST_BYTES = 180 * 1024

/** A script of the page with all that it can not start without: what is asked for later (`import()`) is not among it. */
async function scriptsNeeded(path: string, found = new Map<string, number>()): Promise<Map<string, number>> {
  if (found.has(path)) return found
  found.set(path, 0)
  const { baseUrl } = await thePageHouse()
  const reply = await fetch(`${baseUrl}${path}`, { headers: { 'accept-encoding': 'gzip' } })
  found.set(path, Number(reply.headers.get('content-length')))
  const imports = (await reply.text()).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)
  for (const [, name = ''] of imports) await scriptsNeeded(`/assets/${name}`, found)
  return found
}

test('before the first screen works, no more than 180 kB of script are loaded, and nothing from elsewhere', async () => {
  const { baseUrl, open } = await thePageHouse()
  const { ada } = await agency()
  const page = await open(ada, '/sign-in')
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname, origin } = new URL(request.url())
    assert.equal(origin, baseUrl)
    asked.push(pathname)
  })
  await page.goto('/')
  await page.getByRole('heading', { name: 'Today' }).waitFor()
  const html = await (await fetch(`${baseUrl}/`)).text()
  const entry = /<script type="module"[^>]* src="([^"]+)"/.exec(html)?.[1] ?? ''
  const needed = await scriptsNeeded(entry)
  for (const path of asked.filter((each) => /\/today-page[^/]*\.js$/.test(each))) await scriptsNeeded(path, needed)
  const bytes = [...needed.values()].reduce((sum, size) => sum + size, 0)
  assert.ok(bytes > 50_000 && bytes <= MOST_BYTES, `${Math.round(bytes / 1024)} kB in ${needed.size} files`)
  await page.context().close()
})

test('what opened a dialog has the focus again once it is closed, also where a menu led to it', long, async () => {
  const { open } = await thePageHouse()
  const { ada } = await agency()
  const page = await open(ada, '/projects/site')
  const focused = (name: string) =>
    page.locator(`button:focus:is([aria-label="${name}"], :has-text("${name}"))`).waitFor()
  await page.getByRole('button', { name: 'Edit' }).press('Enter')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).waitFor()
  await page.keyboard.press('Escape')
  await focused('Edit')
  await page.getByRole('button', { name: 'More', exact: true }).press('Enter')
  await page.getByRole('menuitem', { name: 'Delete…' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).press('Enter')
  await focused('More')
  await page.context().close()
})
