// Rules per organisation: switched, tuned, rehearsed, left alone for a while; a new one by the recipe.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { saidRule } from '../../domain/activity.ts'
import { inEnglish, say } from '../../domain/said.ts'
import { agency, ask, type Agency, type Reply } from '../../test/agency.ts'
import { openEngine } from '../../test/background.ts'
import { digestOf } from '../../test/database-digest.ts'
import { as, serving } from '../../test/serving.ts'
import { updateRow } from '../platform/rows.ts'
import { routesOfRules } from './automation-routes.ts'
import { loadRules } from './load-rules.ts'
import { rule, type NamedRule } from './rule.ts'

const path = '/v1/admin/automation'

/** Tags projects that have not got the tag, once each; the cast's are `site` and `ads`. */
const tagging = (name: string, more: Partial<NamedRule> = {}): NamedRule => ({
  ...rule({
    says: 'Every project has the tag.',
    on: { 'project.updated': ({ entityId }) => [entityId] },
    settings: z.object({ tag: z.string().min(1).max(20).default('seen'), atLeast: z.int().min(0).default(0) }),
    find: (tx, { tag }, ids) =>
      tx.rows(sql`select id from projects where organization_id = ${tx.actor.organizationId}
        and ${ids ? sql`id = any(${ids})` : sql`true`} and not tags @> array[${tag}] order by id`),
    act: async (tx, { id }, { tag }) => {
      updateRow(tx, 'projects', id, { tags: sql`tags || ${tag}::text` })
      tx.record('project.tagged', { type: 'project', id, projectId: id }, { tags: { to: tag } })
    },
  }),
  name,
  ...more,
})

async function overRules<T>(house: Agency, rules: readonly NamedRule[], work: (ada: Asking) => Promise<T>): Promise<T> {
  return serving(house.db.app, { endpoints: routesOfRules(async () => rules) }, (baseUrl) =>
    work((method, rest = '', body) => ask(baseUrl, method, `${path}${rest}`, body, as(house.ada))),
  )
}
type Asking = (method: string, rest?: string, body?: unknown) => Promise<Reply>

const tagsOf = async ({ db, organizationId }: Agency) =>
  (
    await db.admin.query<{ id: string; tags: string[] }>(
      'select id, tags from projects where organization_id = $1 order by id',
      [organizationId],
    )
  ).rows.map(({ id, tags }) => `${id}: ${tags.join()}`)

test('an organisation switches and tunes a rule for itself; what it is tuned to is what it acts by', async () => {
  const house = await agency()
  const rules = [tagging('tag-projects')]
  const engine = await openEngine({ rules })
  await engine.settleFromHere(house.organizationId)
  await overRules(house, rules, async (ada) => {
    const listed = (await ada('GET')).body.data
    assert.deepEqual(
      listed.map((each: Record<string, unknown>) => [
        each.name,
        each.says,
        each.enabled,
        each.settings,
        each.lastRun,
        each.version,
      ]),
      [['tag-projects', 'Every project has the tag.', true, { tag: 'seen', atLeast: 0 }, null, 1]],
    )
    assert.equal(listed[0].shape.properties.tag.maxLength, 20)
    const off = await ada('PUT', '/tag-projects', { enabled: false, settings: { tag: 'mine' } })
    assert.deepEqual([off.status, off.body.enabled, off.body.settings.tag, off.body.version], [200, false, 'mine', 2])
    await engine.lookAround(house.organizationId)
    assert.deepEqual(await tagsOf(house), ['ads: ', 'site: '])
    await ada('PUT', '/tag-projects', { enabled: true })
    await engine.lookAround(house.organizationId)
    assert.deepEqual(await tagsOf(house), ['ads: mine', 'site: mine'])
    const { body } = await ada('GET', '/tag-projects/runs')
    assert.deepEqual(
      body.data.map(({ subjectId, outcome, did }: Record<string, string>) => [subjectId, outcome, did]).toSorted(),
      [
        ['ads', 'done', 'project.tagged ads'],
        ['site', 'done', 'project.tagged site'],
      ],
    )
    assert.equal((await ada('GET', '/tag-projects')).body.lastRun.outcome, 'done')
  })
  const { rows } = await house.db.admin.query(
    `select changes from activity where organization_id = $1 and event = 'rule.updated' order by id limit 1`,
    [house.organizationId],
  )
  assert.deepEqual(rows[0]?.changes.enabled, { from: true, to: false })
})

test('thresholds that break the rule’s shape are refused by field and rule, and what no longer fits is the default', async () => {
  const house = await agency()
  const rules = [tagging('tag-well')]
  await overRules(house, rules, async (ada) => {
    const { status, body } = await ada('PUT', '/tag-well', { settings: { tag: '', atLeast: -1, zeal: 1 } })
    assert.equal(status, 422)
    assert.deepEqual(
      body.errors.map((error: { pointer: string; rule: string }) => [error.pointer, error.rule]).toSorted(),
      [
        ['/settings/atLeast', 'too_small'],
        ['/settings/tag', 'too_small'],
        ['/settings/zeal', 'unknown_field'],
      ],
    )
    await ada('PUT', '/tag-well', { settings: { tag: 'kept', atLeast: 7 } })
    await house.db.admin.query(
      `update rule_settings set settings = '{"tag": 5, "atLeast": 7, "gone": true}' where organization_id = $1 and rule = 'tag-well'`,
      [house.organizationId],
    )
    assert.deepEqual((await ada('GET', '/tag-well')).body.settings, { tag: 'seen', atLeast: 7 })
    const back = await ada('PUT', '/tag-well', { settings: { atLeast: null } })
    assert.deepEqual(back.body.settings, { tag: 'seen', atLeast: 0 })
  })
})

test('a rehearsal tells per thing what would be recorded, also with settings that are not kept, and writes nothing', async () => {
  const house = await agency()
  const rules = [tagging('tag-rehearsed')]
  await overRules(house, rules, async (ada) => {
    const before = await digestOf(house.db, [house.organizationId])
    const { status, body } = await ada('POST', '/tag-rehearsed/rehearse', { settings: { tag: 'would' } })
    assert.equal(status, 200)
    assert.deepEqual(body.failures, [])
    const named = Object.entries({ ads: 'Spring campaign', site: 'Website redesign' }).map(
      ([id, name]) => [id, say`${saidRule('tag-rehearsed')}: ${'tagged'}, ${name}`] as const,
    )
    assert.deepEqual(
      body.data.map(({ subjectId, changes }: { subjectId: string; changes: object[] }) => [subjectId, changes]),
      named.map(([id, said]) => [
        id,
        [
          {
            event: 'project.tagged',
            sentence: inEnglish(said),
            said,
            entityType: 'project',
            entityId: id,
            changes: { tags: { to: 'would' } },
          },
        ],
      ]),
    )
    assert.deepEqual(await digestOf(house.db, [house.organizationId]), before)
    assert.equal((await ada('POST', '/tag-rehearsed/rehearse', { settings: { tag: '' } })).status, 422)
  })
})

test('switched off in the middle of a run, a rule ends with what it is at', async () => {
  const house = await agency()
  const tags = tagging('tag-until-off')
  const act: NamedRule['act'] = async (...given) => {
    await tags.act(...given)
    const { db, organizationId } = house
    await db.admin.query(
      `insert into rule_settings (organization_id, rule, enabled, cool_down_minutes, created_at, updated_at)
       values ($1, 'tag-until-off', false, 0, now(), now())`,
      [organizationId],
    )
  }
  const engine = await openEngine({ rules: [{ ...tags, act }] })
  await engine.lookAround(house.organizationId)
  assert.deepEqual(await tagsOf(house), ['ads: seen', 'site: '])
})

test('a thing that a rule acted on is left alone until its time is over', async () => {
  const house = await agency()
  const engine = await openEngine({ rules: [tagging('tag-calmly', { coolDownMinutes: 60 })] })
  await engine.lookAround(house.organizationId)
  const forget = () =>
    house.db.admin.query(`update projects set tags = '{}' where organization_id = $1`, [house.organizationId])
  await forget()
  house.clock.advance({ minutes: 59 })
  await engine.lookAround(house.organizationId)
  assert.deepEqual(await tagsOf(house), ['ads: ', 'site: '])
  house.clock.advance({ minutes: 2 })
  await engine.lookAround(house.organizationId)
  assert.deepEqual(await tagsOf(house), ['ads: seen', 'site: seen'])
})

test('a rule that fails for one thing does the others, says so in its runs, and raises one alert once it is given up', async () => {
  const house = await agency()
  const good = tagging('tag-some')
  const rules = [
    {
      ...good,
      act: async (...given: Parameters<typeof good.act>) => {
        if (given[1].id === 'ads') throw new Error('a secret')
        return good.act(...given)
      },
    },
  ]
  const engine = await openEngine({ rules })
  await assert.rejects(engine.lookAround(house.organizationId), /tag-some failed for 1 of 2/)
  assert.deepEqual(await tagsOf(house), ['ads: ', 'site: seen'])
  await engine.settleWithRetries(house.organizationId)
  await overRules(house, rules, async (ada) => {
    const { body } = await ada('GET', '/tag-some/runs?outcome=failed')
    assert.equal(body.data.length, 8)
    assert.equal(JSON.stringify(body).includes('a secret'), false)
  })
  const { rows } = await house.db.admin.query('select title, count from alerts where organization_id = $1', [
    house.organizationId,
  ])
  assert.deepEqual(rows, [{ title: 'Background work was given up: the rule tag-some', count: 1 }])
})

test('the rule of the recipe, written as one new file, is listed, runs, and is switched off', async () => {
  const house = await agency()
  const recipe = readFileSync(new URL('../../docs/recipes/add-a-rule.md', import.meta.url), 'utf8')
  const block = /```ts\n\/\/ server\/automation\/rules\/([\w-]+)\.ts\n([\s\S]*?)```/.exec(recipe)
  assert.ok(block, 'the recipe has a code block that begins with the file’s name')
  const [, name = '', code = ''] = block
  // Beside the house's own rules, so that its imports are the ones that the recipe shows.
  const folder = mkdtempSync(join(import.meta.dirname, 'recipe-'))
  try {
    writeFileSync(join(folder, `${name}.ts`), code)
    const rules = await loadRules(folder)
    const engine = await openEngine({ rules })
    await engine.settleFromHere(house.organizationId)
    await overRules(house, rules, async (ada) => {
      assert.deepEqual(
        (await ada('GET')).body.data.map((each: { name: string; enabled: boolean }) => [each.name, each.enabled]),
        [[name, true]],
      )
      const priorityOf = async (id: string) => (await house.ada.get(`/v1/admin/projects/${id}`)).body.priority
      await house.ada.put('/v1/admin/projects/site', { dueOn: '2026-12-01' })
      await engine.settle(house.organizationId)
      assert.equal(await priorityOf('site'), 'high')
      await ada('PUT', `/${name}`, { enabled: false })
      await house.ada.put('/v1/admin/projects/ads', { dueOn: '2026-12-01' })
      await engine.settle(house.organizationId)
      assert.equal(await priorityOf('ads'), 'medium')
      await ada('PUT', `/${name}`, { enabled: true })
      await engine.lookAround(house.organizationId)
      assert.equal(await priorityOf('ads'), 'high')
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
