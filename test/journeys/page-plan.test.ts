import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { thePageHouse } from '../browser.ts'
import { datesOf, plannedSite, taskPath } from '../planned-site.ts'

/** As wide as a day is drawn where days are told one by one. */
const DAY_WIDTH = 34

async function openPlan() {
  const { open } = await thePageHouse()
  const house = await plannedSite()
  await house.max.adds('site', { id: 'launch', title: 'Launch', durationDays: 1 })
  const page = await open(house.max, '/projects/site/plan')
  const bar = (title: string, dates = '') => page.getByRole('button', { name: new RegExp(`^Task: ${title}, ${dates}`) })
  const preview = page.getByRole('region', { name: 'Preview' })
  const commit = async () => {
    await preview.getByRole('button', { name: 'Commit' }).click()
    await preview.waitFor({ state: 'detached' })
  }
  return { ...house, page, bar, preview, commit }
}

/** From a place in one thing, counted from its left, to one in another. */
async function drags(page: Page, from: Locator, fromX: number, to: Locator, toX: number): Promise<void> {
  const [a, b] = [await from.boundingBox(), await to.boundingBox()]
  assert.ok(a && b)
  await page.mouse.move(a.x + fromX, a.y + a.height / 2)
  await page.mouse.down()
  await page.mouse.move(b.x + toX, b.y + b.height / 2, { steps: 4 })
  await page.mouse.up()
}

test('a dragged task shows what would follow, and does it only when told to; it can be taken back', async () => {
  const { max, page, bar, preview, commit } = await openPlan()
  const copy = bar('Copywriting')
  await drags(page, copy, 50, copy, 50 + 2 * DAY_WIDTH)
  await preview.getByText('2 tasks move').waitFor()
  await preview.getByText('because of Copywriting').waitFor()
  assert.equal(await datesOf(max, 'copy'), '2026-11-23 – 2026-11-25')

  await commit()
  await bar('Copywriting', '25 Nov – 27 Nov').waitFor()
  await bar('Visual design', '30 Nov – 1 Dec').waitFor()
  assert.equal(await datesOf(max, 'design'), '2026-11-30 – 2026-12-01')

  await page.keyboard.press('Control+z')
  await preview.getByRole('heading', { name: /^Undo: Move Copywriting/ }).waitFor()
  await preview.getByText('2 tasks move').waitFor()
  await commit()
  assert.equal(await datesOf(max, 'design'), '2026-11-26 – 2026-11-27')
  await page.context().close()
})

test('keys move and lengthen by working days, and escape leaves all as it was', async () => {
  const { max, page, bar, preview } = await openPlan()
  await bar('Visual design').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await preview.getByRole('heading', { name: 'Move Visual design to 30 Nov – 1 Dec' }).waitFor()
  await page.keyboard.press('Escape')
  await preview.waitFor({ state: 'detached' })

  await page.keyboard.press('Shift+ArrowRight')
  await preview.getByText('1 task moves').waitFor()
  await page.keyboard.press('Enter')
  await bar('Visual design', '26 Nov – 30 Nov').waitFor()
  assert.equal(await datesOf(max, 'design'), '2026-11-26 – 2026-11-30')
  await page.context().close()
})

test('a link is drawn from the end of one bar to the start of another, and taken away in the details', async () => {
  const { max, page, bar, preview, commit } = await openPlan()
  const linksOfLaunch = async () => (await max.get(taskPath('launch'))).body.dependencies
  const design = bar('Visual design')
  await design.hover()
  const end = (await design.boundingBox())?.width ?? 0
  await drags(page, design, end + 10, bar('Launch'), 4)
  await preview.getByRole('heading', { name: 'Link Visual design to Launch (FS)' }).waitFor()
  await preview.getByText('1 task moves').waitFor()
  await commit()
  assert.deepEqual(await linksOfLaunch(), [{ taskId: 'design', type: 'FS', lagDays: 0 }])

  await bar('Launch', '30 Nov').click()
  await page.getByRole('button', { name: 'Remove the link to Visual design' }).click()
  await preview.getByText('1 task moves').waitFor()
  await commit()
  assert.deepEqual(await linksOfLaunch(), [])
  await page.context().close()
})

test('who may not change plans sees them, and nothing to change them with', async () => {
  const { open } = await thePageHouse()
  const { tess } = await plannedSite()
  const page = await open(tess, '/projects/site/plan')
  const bar = page.getByRole('button', { name: /^Task: Copywriting/ })
  await bar.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Copywriting' }).getByText('Waited for by').waitFor()
  assert.equal(await page.getByRole('button', { name: /later|Freeze|Preview|Remove/ }).count(), 0)
  await page.context().close()
})

test('the load of a person’s day is told by keys, and booked from there', async () => {
  const { page } = await openPlan()
  const load = page.getByRole('region', { name: /^Team load by day/ })
  await load.press('ArrowRight')
  await load.press('ArrowRight')
  await page.getByRole('tooltip').getByText('Mon 23 Nov').waitFor()
  await load.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New booking' })
  await dialog.getByText('What follows').or(dialog.getByText('It fits:')).waitFor()
  assert.equal(await dialog.getByLabel('First day').inputValue(), '2026-11-23')
  await page.context().close()
})
