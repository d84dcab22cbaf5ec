// A file that is imported: how far it is, and what became of it where the connection broke.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency } from '../agency.ts'
import { thePageHouse } from '../browser.ts'

/** What takes its time runs in the long form. */
const long = { skip: !process.env.TEST_LONG }

const people = (house: string, count: number) =>
  `name,email\n${Array.from({ length: count }, (_, n) => `Nora ${n},nora${n}@${house}.example\n`).join('')}`

test('an import tells how far it is, and one whose answer is lost is asked for again and made once', long, async () => {
  const { organizationId, ada } = await agency()
  const house = await thePageHouse()
  const page = await house.open(ada, '/people')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  const dialog = page.getByRole('dialog')
  // All that is said while it goes, as somebody who looks on would read it.
  await page.evaluate(`window.told = []; new MutationObserver(() => {
    for (const each of document.querySelectorAll('[role=dialog] [role=status]')) window.told.push(each.textContent)
  }).observe(document.body, { subtree: true, childList: true, characterData: true })`)
  let lost = 0
  await page.route('**/people/import?planHash=*', async (route) => {
    if (lost++ > 0) return route.continue()
    // It arrives and is done; only its answer does not come back.
    await route.fetch()
    return route.abort('connectionreset')
  })
  const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(people(organizationId, 60)) }
  await dialog.locator('input[type=file]').setInputFiles(file)
  await dialog.getByRole('button', { name: 'Import 60 rows' }).click()
  await page.getByText('60 rows imported').waitFor()
  assert.ok(lost > 1, 'it asked again')
  const told = (await page.evaluate('window.told')) as string[]
  assert.ok(
    told.some((each) => /^Rehearsed \d+ of 60 rows/.test(each)),
    told.join(' | '),
  )
  assert.ok(told.some((each) => each.startsWith('The connection broke.')))
  const { body } = await ada.get(`/v1/admin/people?q=nora&limit=100`)
  assert.equal(body.data.length, 60)
  house.complaints()
  await page.context().close()
})
