import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { thePageHouse } from '../browser.ts'
import { datesOf, plannedSite, taskPath } from '../planned-site.ts'

/** What takes its time runs in the long form. */
const long = { skip: !process.env.TEST_LONG }

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

test('who may not change plans sees them, and nothing to change them with', long, async () => {
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

test('the load of a person’s day is told by keys, and booked from there', long, async () => {
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

test('what has no dates waits in the plan, is put on a day by keys, taken off it and put there again', async () => {
  const { max, page, preview, commit } = await openPlan()
  await max.adds('site', { id: 'idea', title: 'Idea', scheduling: 'manual' })
  const idea = page.getByRole('button', { name: /^Task: Idea, no dates/ })
  await page.getByRole('button', { name: '1 without dates' }).click()
  await page.locator('[data-bar="idea"]:focus').waitFor()
  await page.keyboard.press('ArrowRight')
  await preview.getByRole('heading', { name: 'Put Idea on 23 Nov' }).waitFor()
  await page.keyboard.press('ArrowRight')
  await preview.getByRole('heading', { name: 'Put Idea on 24 Nov' }).waitFor()
  await preview.getByText('1 task moves').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Task: Idea, 24 Nov/ }).waitFor()
  await page.keyboard.press('Control+z')
  await preview.getByText('24 Nov becomes no dates').waitFor()
  await commit()
  await idea.waitFor()
  await page.getByRole('button', { name: /^Redo: Put Idea/ }).click()
  await preview.getByText('1 task moves').waitFor()
  await commit()
  assert.equal(await datesOf(max, 'idea'), '2026-11-24 – 2026-11-24')
  await page.context().close()
})

test('what another changed between preview and commit is shown, before anything is done', async () => {
  const { max, page, bar, preview, commit } = await openPlan()
  await bar('Visual design').focus()
  await page.keyboard.press('ArrowRight')
  await preview.getByText('1 task moves').waitFor()
  await page.context().setOffline(true)
  await max.put(taskPath('copy'), { durationDays: 6 })
  await page.context().setOffline(false)
  await preview.getByRole('button', { name: 'Commit' }).click()
  await preview.getByText('The plan changed meanwhile. This is what would happen now.').waitFor()
  assert.equal(await datesOf(max, 'design'), '2026-12-01 – 2026-12-02')
  await commit()
  // The live stream may have been on its way when the net was gone.
  const { complaints } = await thePageHouse()
  assert.deepEqual(
    complaints().filter((said) => !said.includes('ERR_INTERNET_DISCONNECTED')),
    [],
  )
  await page.context().close()
})

test('where a day is over, a booking is put where there is room, and from the load it is released', async () => {
  const { ada, max, page, preview, commit } = await openPlan()
  const days = { personId: 'mia', startOn: '2026-11-23', endOn: '2026-11-23' }
  const books = (who: typeof max, project: string, booking: object) =>
    who.put(`/v1/admin/projects/${project}/schedule`, {
      allocations: { create: [{ ...days, ...booking }] },
      override: { reason: 'It must be' },
    })
  await books(ada, 'ads', { minutesPerDay: 480 })
  await books(max, 'site', { id: 'talk', minutesPerDay: 240 })
  await page.getByRole('button', { name: '1 conflict' }).click()
  const drawer = page.getByRole('dialog', { name: 'What does not fit' })
  await drawer.getByRole('button', { name: 'Find room' }).click()
  await drawer.getByRole('button', { name: /^Move to 24 Nov/ }).click()
  await preview.getByText('1 conflict is settled.').waitFor()
  await commit()
  await page.getByRole('button', { name: 'Everything fits' }).waitFor()

  const load = page.getByRole('region', { name: /^Team load by day/ })
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter']) await load.press(key)
  await page
    .getByRole('dialog', { name: 'Mia, 24 Nov' })
    .getByRole('button', { name: /^This project/ })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Change a booking' })
  await dialog.getByRole('button', { name: 'Release…' }).click()
  await dialog.getByRole('button', { name: 'Release', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  assert.deepEqual((await max.get('/v1/admin/projects/site/schedule')).body.allocations, [])
  await page.context().close()
})

test('a plan of many years is gone through in steps, and its holidays have their names', long, async () => {
  const { ada, max, page } = await openPlan()
  await ada.post('/v1/admin/holidays', { on: '2026-12-24', name: 'Christmas Eve' })
  await max.adds('site', {
    id: 'care',
    title: 'Care',
    startOn: '2029-01-08',
    dueOn: '2029-01-09',
    scheduling: 'manual',
  })
  await page.getByRole('listitem').getByText('Thu 24 Dec: Christmas Eve').waitFor({ state: 'attached' })
  const shown = page.getByRole('group', { name: 'Days shown' })
  await shown.getByRole('button', { name: 'Later tasks' }).click()
  await page.getByRole('button', { name: /^Task: Care, 8 Jan/ }).waitFor()
  await shown.getByRole('button', { name: 'Earlier tasks', disabled: false }).click()
  await page.getByRole('button', { name: /^Task: Copywriting/ }).waitFor()
  await page.context().close()
})
