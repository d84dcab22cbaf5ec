import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { agency, mailsTo } from '../agency.ts'
import { thePageHouse } from '../browser.ts'
import { datesOf, plannedSite } from '../planned-site.ts'

/** What takes its time runs in the long form. */
const long = { skip: !process.env.TEST_LONG }

/** A plan as Microsoft Project wrote it; it lies beside the repository, where it lies at all. */
const SAMPLE = new URL('../../../shared/samples/mspdi/task-links-project2007-mspdi.xml', import.meta.url)

const csv = (name: string, ...lines: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.join('\n')),
})

test('somebody is taken on, invited, joins, is shut out and let in again', async () => {
  const { open, baseUrl } = await thePageHouse()
  const { ada } = await agency()
  const email = `zoe@${ada.organizationId}.example`
  const page = await open(ada, '/people')
  await page.getByRole('button', { name: 'New person' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Zoe Sand')
  await dialog.getByRole('textbox', { name: 'Email' }).fill(email)
  await dialog.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('link', { name: 'Zoe Sand' }).click()
  await page.getByRole('button', { name: 'Invite' }).click()
  await page.getByText(`An invitation is on its way to ${email}.`).waitFor()

  const [mail] = await mailsTo(email)
  const hers = await (await page.context().browser()?.newContext({ baseURL: baseUrl }))?.newPage()
  assert.ok(hers && mail)
  await hers.goto(`/invitations/${mail.secret}`)
  await hers.getByText(/^Zoe Sand, you are invited/).waitFor()
  await hers.getByLabel(/^Your new password/).fill('a password of her own')
  await hers.getByRole('button', { name: 'Join' }).click()
  await hers.getByText(/needs you now, Zoe/).waitFor()

  await page.getByRole('button', { name: 'Suspend…' }).click()
  await dialog.getByText('Nothing stays behind.').waitFor()
  await dialog.getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('button', { name: 'Reinstate' }).waitFor()
  await hers.getByRole('button', { name: 'Sign in' }).waitFor()
  await page.getByRole('button', { name: 'Reinstate' }).click()
  await page.getByText('Zoe Sand may sign in again.').waitFor()
  await hers.getByRole('textbox', { name: 'Email' }).fill(email)
  await hers.getByRole('textbox', { name: 'Password' }).fill('a password of her own')
  await hers.getByRole('button', { name: 'Sign in' }).click()
  await hers.getByText(/needs you now, Zoe/).waitFor()
  await hers.context().close()
  await page.context().close()
})

test('the public holidays of a country come in with what they move', long, async () => {
  const { open } = await thePageHouse()
  const { ada, max } = await plannedSite()
  await max.put('/v1/admin/projects/site', { startOn: '2026-12-23' })
  const page = await open(ada, '/holidays?year=2026')
  await page.getByRole('button', { name: 'Import public holidays' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Country' }).fill('Germany')
  await page.getByRole('option', { name: 'Germany' }).click()
  await dialog.getByRole('textbox', { name: 'Region' }).fill('by')
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  const preview = page.getByRole('dialog', { name: 'What moves with these holidays' })
  await preview
    .getByText(/Copywriting/)
    .first()
    .waitFor()
  await preview.getByRole('button', { name: 'Import them' }).click()
  await page.getByRole('row', { name: /25 Dec.*Christmas Day/ }).waitFor()
  const { body } = await ada.get('/v1/admin/holidays?from=2026-01-01&to=2026-12-31&limit=100')
  assert.ok(body.data.length > 9)
  assert.equal(await datesOf(max, 'copy'), '2026-12-23 – 2026-12-28')
  await page.context().close()
})

test('people and clients come in from their files, and a row that is wrong is told', long, async () => {
  const { open } = await thePageHouse()
  const { ada } = await agency()
  const page = await open(ada, '/people')
  const dialog = page.getByRole('dialog')
  const choose = async (file: ReturnType<typeof csv>) => {
    await page.locator('input[type=file]').setInputFiles(file)
    await dialog.getByRole('status').waitFor()
  }
  await page.getByRole('button', { name: 'Import' }).click()
  await choose(csv('people.csv', 'name,email,roles', 'Kim,kim@new.example,team_lead', 'Lou,nowhere,'))
  await dialog.getByRole('row', { name: /^3 email/ }).waitFor()
  await choose(csv('people.csv', 'name,email,roles', 'Kim,kim@new.example,team_lead', 'Lou,lou@new.example,'))
  await dialog.getByRole('button', { name: 'Import 2 rows' }).click()
  await page.getByRole('link', { name: 'Kim' }).waitFor()

  await page.goto('/accounts')
  await page.getByRole('button', { name: 'Import' }).click()
  await choose(csv('clients.csv', 'name', 'Winter Garden'))
  await dialog.getByRole('button', { name: 'Import 1 row' }).click()
  await page.getByRole('link', { name: 'Winter Garden' }).waitFor()
  await page.context().close()
})

test(
  'a plan of Microsoft Project is rehearsed with its dates, and imported as it was shown',
  { skip: existsSync(SAMPLE) ? false : 'the sample plans are not beside the repository' },
  async () => {
    const { open } = await thePageHouse()
    const { ada } = await agency()
    const page = await open(ada, '/import')
    const buffer = readFileSync(SAMPLE)
    await page.locator('input[type=file]').setInputFiles({ name: 'plan.xml', mimeType: 'application/xml', buffer })
    await page.getByRole('combobox', { name: 'Whose project it is' }).click()
    await page.getByRole('option', { name: 'Bluebird Bakery' }).click()
    await page.getByRole('button', { name: 'Rehearse' }).click()
    await page.getByText('All dates are as in the file.').waitFor()
    const tasks = await page.getByRole('region', { name: 'Tasks of the plan' }).getByRole('row').count()
    assert.equal((await ada.get('/v1/admin/projects?accountId=bakery')).body.pagination.total, 1)
    await page.getByRole('button', { name: /^Import \d/ }).click()
    await page.getByRole('link', { name: /^Look at the plan of/ }).click()
    await page
      .getByRole('button', { name: /^Task: / })
      .first()
      .waitFor()
    const { body } = await ada.get('/v1/admin/projects?accountId=bakery&sort=-createdAt')
    const made = await ada.get(`/v1/admin/projects/${body.data[0].id}/tasks?limit=100`)
    assert.equal(made.body.pagination.total, tasks - 1)
    await page.context().close()
  },
)

test('a project is deleted with its reason, and brought back where it was', async () => {
  const { open } = await thePageHouse()
  const { ada } = await agency()
  const page = await open(ada, '/projects/site')
  const more = async (page: Page) => {
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
  }
  await more(page)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('2 tasks').waitFor()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The client left.')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await page.getByText('This project was deleted', { exact: true }).waitFor()
  assert.equal((await ada.get('/v1/admin/projects/site')).status, 404)
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await page.getByRole('button', { name: 'Edit' }).waitFor()
  assert.equal((await ada.get('/v1/admin/projects/site')).status, 200)
  await page.context().close()
})
