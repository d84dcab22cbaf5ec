import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../agency.ts'
import { counted } from '../analytics.ts'
import { thePageHouse } from '../browser.ts'

test('a figure is there, grows as a task is completed, and opens to that task', async () => {
  const { open } = await thePageHouse()
  const { max, copy } = await agency()
  await max.completes(copy)
  await counted()
  const page = await open(max, '/analytics?tab=performance')
  const completed = page.getByRole('group', { name: 'In all' }).getByRole('button', { name: /Tasks completed/ })
  await completed.getByText('1', { exact: true }).waitFor()
  await max.completes({ id: 'design' })
  await counted()
  await completed.getByText('2', { exact: true }).waitFor()
  await completed.click()
  const drawer = page.getByRole('dialog', { name: 'Tasks completed' })
  const design = drawer.getByRole('link', { name: 'Visual design' })
  await design.waitFor()
  assert.equal(await drawer.getByRole('listitem').count(), 2)
  await design.click()
  await page.getByRole('dialog', { name: 'Visual design' }).waitFor()
  await page.context().close()
})
