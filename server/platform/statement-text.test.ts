import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { textOf } from './statement-text.ts'

test('templates within templates number their values in the order they stand', () => {
  const inner = sql`a = ${1} or b = any(${['x', 'y']})`
  assert.deepEqual(textOf(sql`select ${'first'} where (${inner}) and c = ${null} ${sql``}`), {
    text: 'select $1 where (a = $2 or b = any($3)) and c = $4 ',
    values: ['first', 1, ['x', 'y'], null],
  })
  const list = sql.join([1, sql`now()`, 'two'])
  assert.deepEqual(textOf(sql`values (${list})`), { text: 'values ($1, now(), $2)', values: [1, 'two'] })
})

test('names are quoted, and literals too, whatever is in them', () => {
  const named = sql`select ${sql.ref('p.name')}, ${sql.ref('id')} from ${sql.table('projects')}`
  assert.equal(textOf(named).text, 'select "p"."name", "id" from "projects"')
  assert.equal(textOf(sql`${sql.ref('od"d')} ${sql.table('public.people')}`).text, '"od""d" "public"."people"')
  assert.equal(
    textOf(sql`${sql.lit("it's")}, ${sql.lit(20)}, ${sql.lit(true)} ${sql.raw('desc')}`).text,
    `'it''s', 20, true desc`,
  )
})

test('what is no template is refused', () => {
  assert.throws(() => textOf({ toOperationNode: () => ({ kind: 'AndNode' }) } as never), /AndNode/)
})
