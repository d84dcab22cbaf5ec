// What a word of an account system outside is worth, and which of several is the later.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countsOf } from './account-sync.ts'
import { type Heard, isSame, orderOf, OutsideAccount, worthOf } from './outside-account.ts'

const contacts = [{ name: 'Cleo', email: 'cleo@client.example' }]
const heard: Heard = { outsideVersion: 5, outsideStatus: 'active', name: 'Acme', contacts }
const said = { name: 'Acme', status: 'active' as const, contacts }

test('a version is compared as a number, an instant by the microsecond and whatever its offset', () => {
  assert.equal(orderOf(7), 7)
  assert.equal(orderOf('2026-11-22T11:00:00Z'), Date.UTC(2026, 10, 22, 11) * 1000)
  assert.equal(orderOf('2026-11-22T12:00:00+01:00'), orderOf('2026-11-22T11:00:00Z'))
  const microseconds = (fraction: string) =>
    orderOf(`2026-11-22T11:00:00${fraction}Z`) - orderOf('2026-11-22T11:00:00Z')
  assert.deepEqual(
    ['.5', '.123456', '.1234569', '.000001', '.12'].map(microseconds),
    [500_000, 123_456, 123_456, 1, 120_000],
  )
})

test('a later version is newer, an earlier one older, and the same says the same or is a conflict', () => {
  assert.equal(worthOf(heard, { ...said, order: 6 }), 'newer')
  assert.equal(worthOf(heard, { ...said, name: 'Other', order: 4 }), 'older')
  assert.equal(worthOf(heard, { ...said, order: 5 }), 'same')
  for (const other of [{ name: 'Other' }, { status: 'archived' as const }, { contacts: [] }])
    assert.equal(worthOf(heard, { ...said, ...other, order: 5 }), 'conflict')
})

test('what is not said does not differ, and what is ours is not compared', () => {
  assert.ok(isSame({ name: 'Acme' }, said))
  assert.ok(isSame(said, { name: 'Acme' }))
  assert.ok(isSame({ ...said, timezone: 'Europe/Berlin', externalId: 'a' }, { ...said, externalId: 'b' }))
  assert.ok(!isSame({ name: 'Other' }, said))
})

test('what another system adds is left aside, and what it leaves empty is not there', () => {
  const account = { externalId: 'x1', version: 3, name: 'Acme', status: 'active', colour: 'red' }
  const contact = { name: 'Cleo', email: null, phone: '030', fax: '031' }
  assert.deepEqual(OutsideAccount.parse({ ...account, contacts: [contact], parentExternalId: null }), {
    externalId: 'x1',
    version: 3,
    name: 'Acme',
    status: 'active',
    contacts: [{ name: 'Cleo', phone: '030' }],
    parentExternalId: undefined,
  })
  assert.deepEqual(Object.keys(OutsideAccount.parse({ ...account, contacts: [contact] }).contacts[0] ?? {}), [
    'name',
    'phone',
  ])
})

test('outcomes are counted, those that did not come too', () => {
  const counts = countsOf([{ outcome: 'created' }, { outcome: 'created' }, { outcome: 'unchanged' }])
  assert.equal(counts.created, 2)
  assert.equal(counts.unchanged, 1)
  assert.deepEqual(new Set(Object.values(counts)), new Set([0, 1, 2]))
})
