// The demo's people at the door and at work, on a server that does by itself what it does.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { thePageDemo, type DemoName } from '../browser.ts'

let demo: Awaited<ReturnType<typeof thePageDemo>>
before(async () => {
  demo = await thePageDemo({ actsByItself: true })
})

async function signIn(page: Page, as: DemoName): Promise<void> {
  const { email, password } = demo.people[as]
  await page.getByLabel('Email').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
}

async function signOut(page: Page, as: DemoName): Promise<void> {
  await page.getByRole('button', { name: `Account of ${demo.people[as].name}` }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
}

test('each of the demo’s people signs in, is shown their day, and signs out', async () => {
  const page = await demo.open('admin', '/')
  await signOut(page, 'admin')
  const names = ['manager', 'lead', 'accountManager', 'member', 'otherAdmin'] as const
  const seen = new Map<DemoName, string[]>()
  for (const as of names) {
    await signIn(page, as)
    const places = page.getByRole('navigation', { name: 'Places' }).getByRole('link')
    seen.set(as, await places.allTextContents())
    await signOut(page, as)
  }
  const has = (place: string) => names.map((as) => seen.get(as)?.includes(place))
  assert.deepEqual(has('Today'), [true, true, true, true, true])
  assert.deepEqual(has('Requests'), [true, false, true, false, true])
  assert.deepEqual(has('Schedule'), [true, true, false, false, true])
  assert.deepEqual(has('Automation'), [false, false, false, false, true])
  await page.context().close()
})

test('a project that was created sets itself up before one’s eyes', async () => {
  const page = await demo.open('admin', '/projects')
  await page.getByRole('button', { name: 'New project' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Harbour festival website')
  for (const [field, choice] of [
    ['Client', 'Bluebird Bakery'],
    ['Type', 'Website'],
  ] as const) {
    await dialog.getByRole('combobox', { name: field }).click()
    await page.getByRole('option', { name: choice }).click()
  }
  const planned = dialog.getByRole('list', { name: 'Planned tasks' }).getByRole('listitem')
  await planned.first().waitFor()
  const titles = await planned.allTextContents()
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('heading', { level: 1, name: 'Harbour festival website' }).waitFor()
  await page.getByRole('link', { name: 'List', exact: true }).click()
  // Nobody loads the page anew: the tasks come as the rule makes them.
  const tasks = page.getByRole('region', { name: 'Tasks', exact: true }).getByRole('row')
  await tasks.nth(1).waitFor()
  const [first = ''] = titles
  const rows = (await tasks.allTextContents()).join('\n')
  const firstTitle = first.split(/\d|·|,/)[0]?.trim() ?? ''
  assert.ok(firstTitle.length > 3 && rows.includes(firstTitle), `${first} is among\n${rows}`)
  await page.context().close()
})
