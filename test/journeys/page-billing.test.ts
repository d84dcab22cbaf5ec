import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { agency } from '../agency.ts'
import { settle } from '../background.ts'
import { thePageHouse } from '../browser.ts'

test('work that is done is billed before one’s eyes; an entry is voided, another charged', async () => {
  const { open } = await thePageHouse()
  const { ada, max, copy, organizationId } = await agency()
  await max.put('/v1/admin/projects/site', { contractMinor: 40_000, billingMode: 'fixed', status: 'active' })
  const page = await open(ada, '/projects/site/billing')
  await page.getByText('Nothing was billed').waitFor()
  await max.completes(copy)
  await settle(organizationId)
  const ledger = page.getByRole('region', { name: 'Billing entries' })
  await ledger.getByRole('row', { name: /Up to 50 % of €400\.00.*€200\.00/ }).waitFor()

  await ledger.getByRole('button', { name: /^Void Progress/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Reason').fill('A gift')
  await dialog.getByRole('button', { name: 'Void', exact: true }).click()
  await ledger.getByRole('row', { name: /A gift.*-€200\.00/ }).waitFor()

  await page.getByRole('button', { name: 'Charge or credit' }).click()
  await dialog.getByLabel('Amount in EUR').fill('12.50')
  await dialog.getByLabel('What for').fill('Pictures')
  await dialog.getByRole('button', { name: 'Charge', exact: true }).click()
  await ledger.getByRole('row', { name: /Pictures.*€12\.50/ }).waitFor()
  assert.equal((await ada.get('/v1/admin/projects/site/billing')).body.netMinor, 1_250)
  await page.context().close()
})

test('an account manager sees what their clients were billed, filters it and takes it along', async () => {
  const { open } = await thePageHouse()
  const { ada, amy } = await agency()
  const entries = '/v1/admin/billing/entries'
  await ada.post(entries, { accountId: 'bakery', amountMinor: 7_000, note: 'Pictures' })
  await ada.post(entries, { accountId: 'bakery', amountMinor: -500, note: 'Late' })
  await ada.post(entries, { accountId: 'dental', amountMinor: 900, note: 'Of another' })
  const page = await open(amy, '/billing?kind=credit')
  const ledger = page.getByRole('region', { name: 'Billing entries' })
  await ledger.getByRole('row', { name: /Late.*-€5\.00/ }).waitFor()
  assert.equal(await ledger.getByRole('row').count(), 2)
  await page.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Charge' }).click()
  await ledger.getByRole('row', { name: /Pictures/ }).waitFor()
  assert.equal(await ledger.getByRole('row').count(), 2)
  await page.getByText('€70.00').first().waitFor()
  assert.equal(await page.getByRole('button', { name: 'Charge or credit' }).count(), 0)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export' }).click()
  const file = await readFile(await (await download).path(), 'utf8')
  assert.match(file, /Bluebird Bakery.*charge,70,7000,EUR/)
  await page.context().close()
})
