// One act on many things is little work and one notice: an import of projects and their tasks is told to each person once.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agency, type Agency } from '../../test/agency.ts'
import { settle, settleFromHere } from '../../test/background.ts'

const [PROJECTS, TASKS] = process.env.TEST_LONG === '1' ? [200, 10] : [20, 5]

async function imports({ ada }: Agency, head: string, lines: string[]): Promise<void> {
  const file = `${head}\n${lines.join('\n')}\n`
  const { status, body } = await ada.post('/v1/admin/projects/import?format=csv', file, { 'content-type': 'text/csv' })
  assert.deepEqual([status, body.created], [200, lines.length], JSON.stringify(body).slice(0, 500))
}

const rowsOf = async <T extends object>({ db, organizationId }: Agency, query: string) =>
  (await db.admin.query<T>(query, [organizationId])).rows

test(`an import of ${PROJECTS} projects with ${TASKS} tasks each is some dozens of jobs, and one notice for each person`, async (t) => {
  const house = await agency()
  const { max, mia, organizationId, db } = house
  await db.admin.query('update projects set set_up_asked_at = null where organization_id = $1', [organizationId])
  await settleFromHere(organizationId)
  const numbers = Array.from({ length: PROJECTS }, (_, n) => n)
  const projects = numbers.map((n) => `imp${n},Shop ${n},bakery,website,${max.email},${mia.email}`)
  await imports(house, 'id,name,account,type,manager,assignedTeam', projects)
  const tasks = numbers.flatMap((n) => Array.from({ length: TASKS }, (_, k) => `imp${n},Task ${k},${mia.email}`))
  await imports(house, 'project,title,assignees', tasks)
  // As the database does by itself within a minute: without it what is asked of thousands is planned as if they were a few.
  await db.admin.query('analyze')
  const began = performance.now()
  await settle(organizationId)
  const [jobs] = await rowsOf<{ n: number }>(
    house,
    `select count(*)::int as n from jobs.job where data ->> 'organizationId' = $1`,
  )
  t.diagnostic(`${jobs?.n} jobs, done in ${Math.round(performance.now() - began)} ms`)
  assert.ok(jobs && jobs.n < 60, `${jobs?.n} jobs`)
  const told = await rowsOf(
    house,
    `select person_id, title from notifications where organization_id = $1 and actor_id = 'ada' order by title, person_id`,
  )
  assert.deepEqual(told, [
    { person_id: 'mia', title: `Ada assigned you ${PROJECTS * TASKS} tasks` },
    { person_id: 'max', title: `Ada put you on ${PROJECTS} projects` },
    { person_id: 'mia', title: `Ada put you on ${PROJECTS} projects` },
  ])
})
