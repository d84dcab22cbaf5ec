// The schedule in the browser: bookings are moved where they fit, and what follows is seen before it is done.
// Today is Sunday 22 November 2026; days hold 480 minutes.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { agency, type Person } from '../agency.ts'
import { thePageHouse, type PageHouse } from '../browser.ts'

const SITE = '/v1/admin/projects/site/schedule'
const ADS = '/v1/admin/projects/ads/schedule'
const books = (who: Person, path: string, booking: object) => who.put(path, { allocations: { create: [booking] } })
const on = (day: string, minutesPerDay: number) => ({ startOn: day, endOn: day, minutesPerDay })

let house: PageHouse
before(async () => {
  house = await thePageHouse()
})

async function wordsOf(max: Person): Promise<[personId: string, startOn: string]> {
  const { allocations } = (await max.get(`${SITE}?from=2026-11-16&to=2026-12-31`)).body
  const { personId, startOn } = allocations.find(({ id }: { id: string }) => id === 'words')
  return [personId, startOn]
}

test('a booking moved to a full day is not saved; an offer of the server is a press away, and then it is', async () => {
  const { ada, max } = await agency()
  await books(max, SITE, { id: 'words', personId: 'mia', ...on('2026-11-23', 300) })
  await books(ada, ADS, { personId: 'mia', ...on('2026-11-24', 400) })
  const page = await house.open(max, '/schedule?from=2026-11-23&open=mia')
  const bar = page.getByRole('button', { name: /^Website redesign/ })
  await bar.press('ArrowRight')
  await bar.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Change a booking' })
  await dialog.getByText(/^Tue 24 Nov: \w+ would be 3 h 40 min over 8 h$/).waitFor()
  await dialog.getByText('other projects 6 h 40 min').waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Save' }).isDisabled(), true)
  await dialog.getByRole('button', { name: '25 Nov' }).click()
  await dialog.getByText('What follows').waitFor()
  assert.deepEqual(await wordsOf(max), ['mia', '2026-11-23'])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: /^Website redesign, 5 h a day, 25 Nov/ }).waitFor()
  assert.deepEqual(await wordsOf(max), ['mia', '2026-11-25'])
  await page.context().close()
})

test('a booking dragged to somebody else is theirs once it is saved', async () => {
  const { max } = await agency()
  await books(max, SITE, { id: 'words', personId: 'mia', ...on('2026-11-23', 300) })
  const page = await house.open(max, '/schedule?from=2026-11-23&open=mia')
  const bar = page.getByRole('button', { name: /^Website redesign/ })
  const row = page.getByRole('row', { name: /^tess/i })
  const [from, to] = [await bar.boundingBox(), await row.boundingBox()]
  assert.ok(from && to)
  await page.mouse.move(from.x + 20, from.y + 10)
  await page.mouse.down()
  await page.mouse.move(from.x + 30, from.y + 16, { steps: 3 })
  await page.mouse.move(from.x + 20, to.y + 18, { steps: 5 })
  await page.mouse.up()
  const dialog = page.getByRole('dialog', { name: 'Change a booking' })
  await dialog.getByText('What follows').waitFor()
  assert.deepEqual(await wordsOf(max), ['mia', '2026-11-23'])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  assert.deepEqual(await wordsOf(max), ['tess', '2026-11-23'])
  await page.context().close()
})

test('days drawn over in somebody’s row are booked once it is said on what, and it is seen what follows', async () => {
  const { max } = await agency()
  const page = await house.open(max, '/schedule?from=2026-11-23')
  const row = page.getByRole('row', { name: /^mia/i })
  const [from, to] = [
    await row.getByRole('cell').nth(1).boundingBox(),
    await row.getByRole('cell').nth(2).boundingBox(),
  ]
  assert.ok(from && to)
  await page.mouse.move(from.x + 5, from.y + 10)
  await page.mouse.down()
  await page.mouse.move(to.x + 20, to.y + 10, { steps: 3 })
  await page.mouse.up()
  const dialog = page.getByRole('dialog', { name: 'New booking' })
  await dialog.getByRole('combobox', { name: 'Project' }).click()
  await page.getByRole('option', { name: 'Website redesign' }).click()
  await dialog.getByText('What follows').waitFor()
  assert.deepEqual((await max.get(SITE)).body.allocations, [])
  await dialog.getByRole('button', { name: 'Book' }).click()
  await dialog.waitFor({ state: 'detached' })
  const [booked] = (await max.get(`${SITE}?from=2026-11-16&to=2026-12-31`)).body.allocations
  const { personId, startOn, endOn, minutesPerDay, status } = booked
  assert.deepEqual(
    { personId, startOn, endOn, minutesPerDay, status },
    { personId: 'mia', startOn: '2026-11-24', endOn: '2026-11-25', minutesPerDay: 480, status: 'confirmed' },
  )
  const book = row.getByRole('button', { name: /^Book mia/i })
  await book.press('ArrowRight')
  await book.press('ArrowRight')
  await row.getByRole('status').getByText('Tue 24 Nov: 8 h of 8 h booked').waitFor()
  await page.context().close()
})
