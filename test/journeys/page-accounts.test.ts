import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountServer } from '../account-system.ts'
import { agency } from '../agency.ts'
import { thePageHouse } from '../browser.ts'

test('accounts are rehearsed, brought in step exactly so, and then shown as the account system’s', async (t) => {
  const { open } = await thePageHouse()
  const { ada, organizationId } = await agency()
  const { has } = await accountServer(t, organizationId)
  has('7', { name: 'Bluebird Bakery', contacts: [{ name: 'Berta Baker', email: 'berta@baker.example' }] })
  has('8', { name: 'Orchard Juice' })
  const page = await open(ada, '/accounts')
  await page.getByRole('link', { name: 'In step' }).click()
  await page.getByText('0 accounts are kept in step.').waitFor()
  await page.getByRole('button', { name: 'Ask it now…' }).click()
  const dialog = page.getByRole('dialog', { name: 'What would become of the accounts' })
  await dialog.getByText('1 new · 1 known by name').waitFor()
  // What it says meanwhile is not done unseen.
  has('8', { name: 'Orchard Juices' })
  await dialog.getByRole('button', { name: 'Do exactly this' }).click()
  await dialog.getByText('Something changed since you looked.').waitFor()
  await dialog.getByText('Orchard Juices').waitFor()
  await dialog.getByRole('button', { name: 'Do exactly this' }).click()
  await page.getByText('2 accounts are kept in step.').waitFor()
  const runs = page.getByRole('region', { name: 'What came of it', exact: true }).last()
  await runs.getByRole('button').first().click()
  await page.getByRole('dialog', { name: 'What came of it' }).getByRole('link', { name: 'Bluebird Bakery' }).click()

  await page.getByRole('heading', { name: 'Bluebird Bakery', level: 1 }).waitFor()
  await page.getByText(/^In step, /).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Archive…' }).count(), 0)
  await page.getByRole('button', { name: 'Change…' }).click()
  const change = page.getByRole('dialog', { name: 'Change Bluebird Bakery' })
  await change.getByText(/The account system says what this client is called/).waitFor()
  assert.equal(await change.getByRole('textbox', { name: 'Name', exact: true }).isEditable(), false)
  assert.equal(await change.getByRole('button', { name: 'Add a contact' }).count(), 0)
  await change.getByLabel('Number elsewhere').fill('')
  assert.equal(await change.getByRole('textbox', { name: 'Name', exact: true }).first().isEditable(), true)
  await page.context().close()
})
