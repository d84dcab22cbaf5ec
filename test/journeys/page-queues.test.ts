import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { agency } from '../agency.ts'
import { thePageHouse } from '../browser.ts'

const REQUESTS = '/v1/admin/projects/site/requests'
const asked = (id: string, title: string) => ({
  id,
  title,
  type: 'content',
  source: 'email',
  requester: { name: 'Nora Blue', email: 'nora@bluebird.example' },
})
const row = (page: Page, title: string) =>
  page.getByRole('list', { name: 'Requests' }).getByRole('link', { name: title })

test('requests are worked off by keyboard, and whoever looks at the same queue sees it happen', async () => {
  const { open } = await thePageHouse()
  const { max, amy } = await agency()
  await max.post(REQUESTS, asked('hours', 'New opening hours'))
  await max.post(REQUESTS, asked('photos', 'New photos'))
  const page = await open(max, '/requests?sort=createdAt')
  const others = await open(amy, '/requests')
  await page.getByRole('heading', { name: 'New opening hours' }).waitFor()
  await row(others, 'New photos').waitFor()

  await page.keyboard.press('j')
  await page.getByRole('heading', { name: 'New photos' }).waitFor()
  await page.keyboard.press('q')
  const question = page.getByRole('dialog', { name: 'Ask the client back' })
  await question.getByLabel('What the client is asked').waitFor()
  // Letters are letters where one types.
  await page.keyboard.type('Which photos do you mean?')
  await question.getByRole('button', { name: 'Ask', exact: true }).press('Enter')
  await row(others, 'New photos').getByText('Waiting for client').waitFor()
  await row(page, 'New photos').getByText('Waiting for client').waitFor()
  await page.getByText('Which photos do you mean?').waitFor()

  await page.keyboard.press('k')
  await page.getByRole('heading', { name: 'New opening hours' }).waitFor()
  await page.keyboard.press('a')
  const answer = page.getByRole('dialog', { name: 'Accept the request' })
  await answer.getByLabel('What the client is told').fill('You have them tomorrow.')
  await answer.getByRole('region', { name: 'What will happen' }).getByText('New opening hours').waitFor()
  await answer.getByRole('button', { name: 'Accept', exact: true }).press('Enter')
  await row(others, 'New opening hours').getByText('Accepted').waitFor()
  const { body } = await max.get('/v1/admin/projects/requests/hours')
  assert.equal(body.taskIds.length, 1)
  await Promise.all([page.context().close(), others.context().close()])
})

test('a signal is put off and settled by keyboard; single keys can be switched off', async () => {
  const { open } = await thePageHouse()
  const { max } = await agency()
  await max.post('/v1/admin/signals', {
    id: 'quiet',
    projectId: 'site',
    title: 'The client is quiet',
    priority: 'high',
  })
  const page = await open(max, '/signals')
  await page.getByRole('heading', { name: 'The client is quiet' }).waitFor()
  await page.keyboard.press('a')
  await page.getByRole('list', { name: 'Signals' }).getByText('Acknowledged').waitFor()
  await page.keyboard.press('c')
  await page.getByLabel('What was done about it').fill('Called them.')
  await page.getByRole('button', { name: 'Complete', exact: true }).last().press('Enter')
  await page.getByText('All is looked after').waitFor()

  await page.keyboard.press('?')
  await page.getByRole('switch', { name: /Single keys work/ }).uncheck()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('?')
  assert.equal(await page.getByRole('dialog').count(), 0)
  await page.context().close()
})
