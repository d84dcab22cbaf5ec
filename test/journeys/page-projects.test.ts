import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { agency } from '../agency.ts'
import { thePageHouse } from '../browser.ts'

/** What takes its time runs in the long form. */
const long = { skip: !process.env.TEST_LONG }

const PATH = '/v1/admin/projects'

test('the list is narrowed by what stands in the address, and a view of it is kept; what is found is a file', async () => {
  const { open } = await thePageHouse()
  const { ada } = await agency()
  const page = await open(ada, '/projects')
  const list = page.getByRole('region', { name: 'Projects', exact: true })
  await list.getByRole('link', { name: 'Spring campaign' }).waitFor()
  await page.getByRole('button', { name: 'Add filter' }).click()
  await page.getByRole('menuitem', { name: 'Type' }).click()
  await page.getByRole('checkbox', { name: 'Website', exact: true }).check()
  await list.getByRole('link', { name: 'Spring campaign' }).waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await page.waitForURL(/\?type=website$/)
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Save this view…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Sites')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Remove the filter Type' }).click()
  await list.getByRole('link', { name: 'Spring campaign' }).waitFor()
  await page.getByRole('button', { name: 'Views' }).click()
  await page.getByRole('menuitem', { name: 'Sites' }).click()
  await list.getByRole('link', { name: 'Spring campaign' }).waitFor({ state: 'detached' })
  assert.ok(await list.getByRole('link', { name: 'Website redesign' }).isVisible())
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ])
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n')
  assert.match(file.suggestedFilename(), /^projects-\d{4}-\d\d-\d\d\.csv$/)
  assert.match(lines[1] ?? '', /^site,Website redesign,Bluebird Bakery,website,/)
  assert.equal(lines.length, 2)
  await page.context().close()
})

test('many projects are changed at once, and for what failed it is said why', async () => {
  const { open } = await thePageHouse()
  const { ada } = await agency()
  await ada.put(`${PATH}/ads`, { status: 'cancelled', reason: 'The client left.' })
  const page = await open(ada, '/projects')
  for (const name of ['Spring campaign', 'Website redesign']) await page.getByLabel(`Choose ${name}`).check()
  await page.getByRole('button', { name: 'Put on hold' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The budget is frozen.')
  await dialog.getByRole('button', { name: 'Put on hold' }).click()
  await dialog.getByText('2 of 2 done, 1 failed').waitFor()
  await dialog.getByText(/can not become on hold/).waitFor()
  assert.ok(await dialog.getByRole('button', { name: 'Try the 1 that failed again' }).isVisible())
  const site = (await ada.get(`${PATH}/site`)).body
  assert.deepEqual([site.status, site.holdReason], ['on_hold', 'The budget is frozen.'])
  await page.context().close()
})

test('a new project shows what will be set up, and one lands on it', async () => {
  const { open } = await thePageHouse()
  const { ada } = await agency()
  const page = await open(ada, '/projects')
  await page.getByRole('button', { name: 'New project' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Autumn campaign')
  await dialog.getByRole('combobox', { name: 'Client' }).fill('Harb')
  await page.getByRole('option', { name: 'Harbor Dental' }).click()
  await dialog.getByRole('combobox', { name: 'Type' }).click()
  await page.getByRole('option', { name: 'Website' }).click()
  await dialog.getByRole('region', { name: 'What will be set up' }).getByRole('status').waitFor()
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('heading', { level: 1, name: 'Autumn campaign' }).waitFor()
  await page.waitForURL(/\/projects\/prj_[^/?]+$/)
  await page.context().close()
})

test('an edit that met another’s shows both values, and the one chosen is kept', async () => {
  const { open } = await thePageHouse()
  const { ada, max } = await agency()
  const page = await open(max, '/projects/site')
  await page.getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog', { name: /^Edit/ })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Website relaunch')
  await ada.put(`${PATH}/site`, { name: 'New website' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  const both = page.getByRole('dialog', { name: 'Somebody changed this at the same time' })
  await both.getByRole('radio', { name: 'Theirs: New website' }).waitFor()
  await both.getByRole('radio', { name: 'Mine: Website relaunch' }).check()
  await both.getByRole('button', { name: 'Save what I chose' }).click()
  await page.getByRole('heading', { level: 1, name: 'Website relaunch' }).waitFor()
  await page.context().close()
})

test('a lead sees the project of their team without what is not theirs', async () => {
  const { open } = await thePageHouse()
  const { tess } = await agency()
  const page = await open(tess, '/projects/site')
  await page.getByRole('heading', { level: 1, name: 'Website redesign' }).waitFor()
  const parts = page.getByRole('navigation', { name: 'Parts of the project' }).getByRole('link')
  assert.deepEqual(await parts.allTextContents(), ['Overview', 'Board', 'List', 'Plan', 'Files'])
  assert.equal(await page.getByRole('button', { name: 'Edit' }).count(), 0)
  await page.context().close()
})

test('a task is made a part of another, bound to a day, and counts more', long, async () => {
  const { open } = await thePageHouse()
  const { ada } = await agency()
  await ada.adds('site', { id: 'pages', title: 'Pages' })
  await ada.adds('site', { id: 'home', title: 'Home page', dueOn: '2026-12-04' })
  const page = await open(ada, '/projects/site/list?task=home')
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Change task' })
  for (const [field, choice] of [
    ['Part of', 'Pages'],
    ['Bound to a day', 'Must finish by'],
  ] as const) {
    await dialog.getByRole('combobox', { name: field }).click()
    await page.getByRole('option', { name: choice }).click()
  }
  await dialog.getByRole('textbox', { name: 'Weight' }).fill('3')
  await dialog.getByRole('button', { name: 'Save' }).click()
  // Its parent's dates follow.
  const preview = page.getByRole('dialog', { name: 'What moves with this task' })
  await preview.getByRole('button', { name: 'Save' }).click()
  await preview.waitFor({ state: 'detached' })
  const { parentId, constraint, weight } = (await ada.get(`${PATH}/tasks/home`)).body
  assert.deepEqual([parentId, constraint, weight], ['pages', { kind: 'must_finish_by', on: '2026-12-04' }, 3])
  await page.context().close()
})

test(
  'whoever manages one project and leads another’s team is offered in each what they may do there',
  long,
  async () => {
    const { open } = await thePageHouse()
    const { ada, una } = await agency()
    await ada.put(`${PATH}/site`, { managerId: 'una' })
    await ada.put('/v1/admin/teams/search', { leadId: 'una' })
    const page = await open(una, '/projects/ads/list?task=banner')
    const task = page.getByRole('dialog', { name: 'Banner' })
    await task.getByRole('button', { name: /^Move to…/ }).waitFor()
    const parts = page.getByRole('navigation', { name: 'Parts of the project', includeHidden: true })
    const seen = async () => (await parts.getByRole('link', { includeHidden: true }).allTextContents()).join(' ')
    assert.equal(await seen(), 'Overview Board List Plan Files')
    assert.equal(
      await page.getByRole('button', { name: /^(New task|Edit|Change|Delete)$/, includeHidden: true }).count(),
      0,
    )

    await page.goto('/projects/site/list?task=copy')
    await page
      .getByRole('dialog', { name: 'Copywriting' })
      .getByRole('button', { name: 'Change', exact: true })
      .waitFor()
    assert.equal(await seen(), 'Overview Board List Plan Requests Conversation Files Billing Activity')
    assert.equal(await page.getByRole('button', { name: /^(New task|Edit)$/, includeHidden: true }).count(), 2)
    await page.context().close()
  },
)
