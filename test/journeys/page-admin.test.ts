import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../agency.ts'
import { lookAround } from '../background.ts'
import { thePageHouse } from '../browser.ts'

/** What takes its time runs in the long form. */
const long = { skip: !process.env.TEST_LONG }

test('a rule is switched off, and rehearsed with thresholds that are not kept', async () => {
  const { open } = await thePageHouse()
  const { ada, max, clock, organizationId } = await agency()
  const dueOn = new Date(clock.now().getTime() - 4 * 86_400_000).toISOString().slice(0, 10)
  await max.adds('site', { id: 'late', title: 'Sitemap', dueOn, scheduling: 'manual', assigneeIds: ['mia'] })
  const page = await open(ada, '/automation?q=overdue')
  await page.getByRole('switch', { name: 'Escalate overdue tasks' }).press('Space')
  await page.getByText('1 rule, 1 switched off').waitFor()
  await page.getByRole('link', { name: 'Escalate overdue tasks' }).click()
  await page.getByRole('button', { name: 'Rehearse' }).click()
  await page.getByText('It would act on 1 thing:').waitFor()
  await page.getByRole('link', { name: 'Sitemap' }).first().waitFor()
  for (const step of [1, 2, 3, 4]) await page.getByLabel(`Each is told after, step ${step}`).fill('250')
  await page.getByRole('button', { name: 'Rehearse' }).click()
  await page.getByText('Nothing: all is as the rule wants it.').waitFor()
  const { body } = await ada.get('/v1/admin/automation/escalate-overdue-tasks')
  assert.deepEqual([body.enabled, body.settings.stepsDays], [false, [0, 1, 2, 4]])

  await ada.put('/v1/admin/automation/escalate-overdue-tasks', { enabled: true })
  await lookAround(organizationId)
  await page.reload()
  await page.getByRole('region', { name: 'Runs' }).getByRole('link', { name: 'Sitemap was escalated' }).waitFor()
  await page.context().close()
})

test(
  'an edit of settings that somebody else changed shows both values, and keeps the one that is chosen',
  long,
  async () => {
    const { open } = await thePageHouse()
    const { ada } = await agency()
    const page = await open(ada, '/settings')
    const name = page.getByLabel('Name')
    await name.fill('Brightline North')
    await ada.put('/v1/admin/settings', { name: 'Brightline South' })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Somebody changed this at the same time' })
    await dialog.getByLabel('Mine: Brightline North').waitFor()
    await dialog.getByLabel('Theirs: Brightline South').check()
    await dialog.getByRole('button', { name: 'Save what I chose' }).click()
    await page.getByText('Not saved yet').waitFor({ state: 'detached' })
    assert.equal(await name.inputValue(), 'Brightline South')
    assert.equal((await ada.get('/v1/admin/settings')).body.name, 'Brightline South')
    await page.context().close()
  },
)

test('a file is rehearsed with what is wrong in which line, and the mended one imported', async () => {
  const { open } = await thePageHouse()
  const { ada } = await agency()
  const page = await open(ada, '/import')
  const choose = async (rows: string[]) => {
    const buffer = Buffer.from(['name,account,type,dueOn', ...rows].join('\n'))
    await page.locator('input[type=file]').setInputFiles({ name: 'projects.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: 'Rehearse' }).click()
  }
  await choose(['Winter menu,Bluebird Bakery,website,2099-01-10', 'Summer menu,Bluebird Bakery,website,soon'])
  await page
    .getByRole('region', { name: 'Errors of the file' })
    .getByRole('row', { name: /^3 dueOn/ })
    .waitFor()
  assert.equal(await page.getByRole('button', { name: /^Import \d/ }).count(), 0)
  await choose(['Winter menu,Bluebird Bakery,website,2099-01-10', 'Summer menu,Bluebird Bakery,website,2099-06-10'])
  await page.getByRole('region', { name: 'New rows' }).getByRole('row', { name: '3 Summer menu' }).waitFor()
  await page.getByRole('button', { name: 'Import 2 projects' }).click()
  await page.getByText('2 projects were made.').waitFor()
  const { body } = await ada.get('/v1/admin/projects?q=menu&sort=name')
  assert.deepEqual(
    body.data.map(({ name }: { name: string }) => name),
    ['Summer menu', 'Winter menu'],
  )
  await page.context().close()
})

test('a subscription is added to a client, ended with what is paid for, changed, and taken away', long, async () => {
  const { open } = await thePageHouse()
  const { ada, clock } = await agency()
  const page = await open(ada, '/accounts/bakery')
  const card = page.getByRole('region', { name: 'Subscriptions', exact: true })
  const dialog = page.getByRole('dialog')
  const choose = async (what: string) => {
    await card.getByRole('button', { name: 'What to do with Care plan' }).click()
    await page.getByRole('menuitem', { name: what }).click()
  }
  await card.getByRole('button', { name: 'Add' }).click()
  await dialog.getByRole('textbox', { name: 'Product' }).fill('Care plan')
  await dialog.getByRole('combobox', { name: 'Kind of product' }).click()
  await page.getByRole('option', { name: 'Website' }).click()
  await dialog.getByLabel('Price of a period').fill('300')
  await dialog.getByLabel('Paid every').fill('3')
  await dialog
    .getByLabel('Paid until')
    .fill(new Date(clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10))
  await dialog.getByRole('button', { name: 'Add a discount' }).click()
  await dialog.getByRole('textbox', { name: 'Discount' }).fill('First year')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await card.getByRole('row', { name: /Care plan Active €300.00 every 3 months €90.00/ }).waitFor()
  await choose('End…')
  await dialog.getByRole('button', { name: 'End it' }).click()
  await card
    .getByText(/^ends /)
    .filter({ visible: true })
    .waitFor()
  await choose('Change…')
  await dialog.getByLabel('Price of a period').fill('600')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await card.getByRole('row', { name: /€600.00 every 3 months €180.00/ }).waitFor()
  const { body } = await ada.get('/v1/admin/subscriptions')
  assert.equal(body.data[0].cancelAtPeriodEnd, true)
  await choose('Take away…')
  await dialog.getByRole('button', { name: 'Take away' }).click()
  await card.getByText('None.').waitFor()
  await page.context().close()
})

test('what somebody looks after is handed over as it was shown', long, async () => {
  const { open } = await thePageHouse()
  const { ada } = await agency()
  const page = await open(ada, '/people/amy')
  await page.getByRole('button', { name: 'Hand over…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Who takes over' }).click()
  await page.getByRole('option', { name: 'Una', exact: false }).click()
  await dialog.getByText(/takes over 1 client, 0 requests and 0 signals/).waitFor()
  assert.deepEqual((await ada.get('/v1/admin/accounts/bakery')).body.accountManagerIds, ['amy'])
  await dialog.getByRole('button', { name: 'Hand over' }).click()
  await dialog.waitFor({ state: 'detached' })
  assert.deepEqual((await ada.get('/v1/admin/accounts/bakery')).body.accountManagerIds, ['una'])
  await page.context().close()
})
