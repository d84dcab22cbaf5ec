import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { agency } from '../agency.ts'
import { thePageHouse } from '../browser.ts'

const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true }).getByRole('listitem')

/** A page whose live connection can be cut and let through again; nothing else of it is touched. */
async function cuttable(page: Page): Promise<{ cut: () => void; mend: () => void }> {
  const open = new Set<() => void>()
  let isCut = false
  await page.routeWebSocket(/socket\.io/, (socket) => {
    if (isCut) return void socket.close()
    socket.connectToServer()
    open.add(() => void socket.close())
  })
  return {
    cut() {
      isCut = true
      for (const close of open) close()
      open.clear()
    },
    mend: () => void (isCut = false),
  }
}

test('what somebody else changes is seen at once, and after a cut all that was missed', async () => {
  const { open } = await thePageHouse()
  const { ada, max, copy } = await agency()
  const page = await open(max, '/my-work')
  const { cut, mend } = await cuttable(page)
  await page.goto('/projects/site/board')
  const places = page.getByRole('navigation', { name: 'Places' })
  await places.getByText('Live', { exact: true }).waitFor()
  await column(page, 'To do').filter({ hasText: 'Copywriting' }).waitFor()

  await ada.starts(copy)
  await column(page, 'In progress').filter({ hasText: 'Copywriting' }).waitFor()

  cut()
  await places.getByText('Connection lost. Trying again…').waitFor()
  await ada.moves(copy, { status: 'in_review' })
  await ada.put('/v1/admin/projects/tasks/copy', { title: 'Copywriting, all pages' })
  mend()
  await places.getByText('Live', { exact: true }).waitFor()
  await column(page, 'In review').filter({ hasText: 'Copywriting, all pages' }).waitFor()
  await page.context().close()
})

test('a card is moved by its menu, and stays where it was when the server refuses', async () => {
  const { open } = await thePageHouse()
  const { max, copy, design } = await agency()
  const page = await open(max, '/projects/site/board')
  await page.getByRole('button', { name: `Move to… ${copy.title}` }).click()
  await page.getByRole('menuitem', { name: 'In progress' }).click()
  await column(page, 'In progress').filter({ hasText: copy.title }).waitFor()
  // Design waits for copy.
  await page.getByRole('button', { name: `Move to… ${design.title}` }).click()
  await page.getByRole('menuitem', { name: 'Completed' }).click()
  await page.getByRole('alert').filter({ hasText: 'It waits for tasks that are still open.' }).waitFor()
  await column(page, 'To do').filter({ hasText: design.title }).waitFor()
  await page.context().close()
})

test('a card is dragged into another column', async () => {
  const { open } = await thePageHouse()
  const { max, copy } = await agency()
  const page = await open(max, '/projects/site/board')
  await column(page, 'To do')
    .filter({ hasText: copy.title })
    .dragTo(page.getByRole('region', { name: 'In progress' }))
  await column(page, 'In progress').filter({ hasText: copy.title }).waitFor()
  const { body } = await max.get('/v1/admin/projects/tasks/copy')
  assert.equal(body.status, 'in_progress')
  await page.context().close()
})
