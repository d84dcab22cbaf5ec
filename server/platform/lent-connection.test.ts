// A connection that breaks while a statement of a library's runs on it fails that statement, and does not end the process.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { theHouse } from '../../test/agency.ts'
import { openDatabase } from './database.ts'

test('the database ends a connection that is lent: what was asked fails, and the next is answered', async () => {
  const { db } = await theHouse()
  const database = openDatabase(db.workerConnection, { max: 1 })
  try {
    const { rows } = await database.run('select pg_backend_pid() as pid')
    const [{ pid }] = rows as [{ pid: number }]
    for (const values of [undefined, [30]]) {
      const { rows: now } = await database.run('select pg_backend_pid() as pid')
      const waiting = database.run(`select pg_sleep(${values ? '$1::int' : '30'})`, values)
      const failed = assert.rejects(waiting)
      await db.admin.query('select pg_terminate_backend($1)', [(now[0] as { pid: number }).pid])
      await failed
    }
    const again = (await database.run('select pg_backend_pid() as pid')).rows as [{ pid: number }]
    assert.notEqual(again[0].pid, pid)
  } finally {
    await database.close()
  }
})
