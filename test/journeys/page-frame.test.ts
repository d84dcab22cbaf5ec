import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../agency.ts'
import { thePageHouse } from '../browser.ts'

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
  await page.getByLabel('E-mail').fill(ada.email)
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByRole('textbox', { name: 'Password' }).fill('a password for the page')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Projects' }).waitFor()
  assert.match(page.url(), /\/projects\?status=active$/)
  await page.context().close()
})

/** Of script, compressed, as it is sent; what comes after the first screen works does not count. */
const MOST_BYTES = 180 * 1024

async function compressedBytes(path: string): Promise<number> {
  const { baseUrl } = await thePageHouse()
  const reply = await fetch(`${baseUrl}${path}`, { headers: { 'accept-encoding': 'gzip' } })
  await reply.arrayBuffer()
  return Number(reply.headers.get('content-length'))
}

test('before the first screen works, no more than 180 kB of script are loaded', async () => {
  const { baseUrl, open } = await thePageHouse()
  const { ada } = await agency()
  const page = await open(ada, '/sign-in')
  const asked: string[] = []
  page.on('request', (request) => {
    const { pathname, origin } = new URL(request.url())
    assert.equal(origin, baseUrl, 'nothing is loaded from elsewhere')
    if (pathname.endsWith('.js')) asked.push(pathname)
  })
  await page.goto('/')
  await page.getByRole('heading', { name: 'Today' }).waitFor()
  const first = new Set(asked)
  const sizes = await Promise.all([...first].map(compressedBytes))
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  assert.ok(bytes > 50_000 && bytes <= MOST_BYTES, `${Math.round(bytes / 1024)} kB in ${first.size} files`)
  await page.context().close()
})
