// The commands of `npm run admin` as somebody types them: beside a server, without one, and wrongly.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { ask, signsIn } from '../agency.ts'
import { databaseIsThere, look, newDataDir, run, until } from './running-server.ts'

const PASSWORD = 'a password of some length'

const founding = (admin: string, more: string[] = []) => {
  const person = ['--admin-name', admin, '--admin-email', `${admin.toLowerCase()}@example.org`]
  const place = ['--name', `${admin} & Friends`, '--timezone', 'Europe/Berlin', '--currency', 'EUR']
  return ['create-organization', ...place, ...person, ...more]
}

async function admin(dataDir: string, words: string[], settings: NodeJS.ProcessEnv = {}) {
  const command = run('admin.ts', dataDir, words, settings)
  const code = await command.ended
  return { code, printed: command.printed(), complained: command.complained() }
}

/** Follows the link as its page does, then signs in with the password chosen there. */
async function joins(link: string, email: string): Promise<void> {
  const { origin, pathname } = new URL(link)
  const page = await ask(origin, 'GET', pathname)
  assert.equal(page.status, 200)
  assert.match(page.headers.get('content-type') ?? '', /text\/html/)
  const invitation = await ask(origin, 'GET', `/v1/auth${pathname}`)
  assert.equal(invitation.body.email, email)
  assert.equal((await ask(origin, 'POST', `/v1/auth${pathname}`, { password: PASSWORD })).status, 200)
  assert.equal((await ask(origin, 'POST', `/v1/auth${pathname}`, { password: PASSWORD })).body.code, 'link_not_found')
  const { session } = await signsIn(origin, email, PASSWORD)
  const me = await ask(origin, 'GET', '/v1/admin/me', undefined, { cookie: session })
  assert.equal(me.status, 200)
  assert.equal(me.body.email, email)
  assert.deepEqual(me.body.roles, ['project_admin'])
}

const linkIn = (printed: string): string =>
  /^http\S+\/invitations\/[\w-]{43}$/m.exec(printed)?.[0] ?? assert.fail(printed)

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

test('help prints how to use it and touches nothing', async () => {
  const dataDir = newDataDir()
  const all = await Promise.all(['help', '--help'].map((word) => admin(dataDir, [word])))
  for (const { code, printed, complained } of all) {
    assert.equal(code, 0)
    assert.match(printed, /^Usage: npm run admin/)
    for (const command of [
      'create-organization',
      'make-demo',
      'remove-demo',
      'rebuild-health',
      'verify-activity',
      'migrate',
    ])
      assert.ok(printed.includes(command))
    assert.equal(complained, '')
  }
  assert.deepEqual(readdirSync(dataDir), [])
})

test('what is typed wrongly is told in one line over the usage, and touches nothing', async () => {
  const dataDir = newDataDir()
  const wrong: [words: string[], line: RegExp][] = [
    [[], /^Which command\?$/],
    [['make-coffee'], /^Unknown command: make-coffee$/],
    [['constructor'], /^Unknown command: constructor$/],
    [['create-organization'], /^Missing: --name, --timezone, --currency, --admin-name, --admin-email$/],
    [founding('Ada').slice(0, -2), /^Missing: --admin-email$/],
    [founding('Ada', ['--colour', 'red']), /--colour/],
    [founding('Ada', ['surplus']), /surplus/],
    [['remove-demo', '--name', 'x'], /--name/],
  ]
  const all = await Promise.all(wrong.map(([words]) => admin(dataDir, words)))
  for (const [i, { code, printed, complained }] of all.entries()) {
    const line = wrong[i]?.[1] ?? assert.fail()
    const [first = '', second, third] = complained.split('\n')
    assert.equal(code, 1, complained)
    assert.match(first, line)
    assert.deepEqual([second, third?.slice(0, 6)], ['', 'Usage:'])
    assert.doesNotMatch(complained, /^\s+at /m)
    assert.equal(printed, '')
  }
  assert.deepEqual(readdirSync(dataDir), [])
})

test('a wrong setting is told in one line', async () => {
  const { code, complained } = await admin(newDataDir(), ['migrate'], { PORT: 'many' })
  assert.deepEqual([code, complained], [1, 'PORT must be a whole number from 0 to 65535\n'])
})

test('an organisation is founded without a server and beside one; each link lets its Project Admin in, once', async () => {
  const dataDir = newDataDir()
  const PORT = String(await freePort())
  const alone = await admin(dataDir, founding('Ada'), { PORT })
  assert.equal(alone.code, 0, alone.complained)
  assert.ok(!databaseIsThere(dataDir), 'the database ran for the while')
  assert.ok(linkIn(alone.printed).startsWith(`http://127.0.0.1:${PORT}/`))

  const server = run('main.ts', dataDir, [], { PORT, DEMO: 'off' })
  await server.says(/is at http/)
  await joins(linkIn(alone.printed), 'ada@example.org')
  // Its port is not among the settings this time: it is the address at which the server listens.
  const beside = await admin(dataDir, founding('Max'))
  assert.equal(beside.code, 0, beside.complained)
  await joins(linkIn(beside.printed), 'max@example.org')
  const elsewhere = await admin(dataDir, founding('Mia', ['--url', 'https://work.example.org/']))
  assert.match(linkIn(elsewhere.printed), /^https:\/\/work\.example\.org\/invitations\//)

  const again = await admin(dataDir, founding('Max'))
  assert.deepEqual(again, { code: 1, printed: '', complained: 'Another one with this email exists.\n' })
  const nowhere = await admin(dataDir, founding('Una').with(4, 'Mars/Olympus'))
  assert.equal(nowhere.code, 1)
  assert.match(nowhere.complained, /^--timezone .*\n\nUsage:/)
  const founded = await look(dataDir, (rows) => rows('select name from organizations order by name'))
  assert.deepEqual(
    founded.map(({ name }) => name),
    ['Ada & Friends', 'Max & Friends', 'Mia & Friends'],
  )

  const { code, printed } = await admin(dataDir, ['remove-demo'])
  assert.deepEqual([code, printed], [0, 'There is no demo agency; none will be made.\n'])
  assert.equal((await admin(dataDir, ['migrate'])).printed, 'The database is up to date.\n')
  // Beside the server that just sealed it.
  const holds =
    /^\S+: \d+ entries up to \d+; (?!0 )\d+ sealed in \d+ batch(es)?\.\n {2}The head is [0-9a-f]{64}\.\n {2}It holds, and the copy/m
  const proven = await until(async () => {
    const { code, printed } = await admin(dataDir, ['verify-activity'])
    assert.equal(code, 0, printed)
    return holds.test(printed) && !/not sealed yet/.test(printed) ? printed : undefined
  }, 'all is sealed')
  assert.equal(proven.match(/It holds/g)?.length, 3)
  const unknown = await admin(dataDir, ['verify-activity', '--organization', 'none'])
  assert.deepEqual([unknown.code, unknown.complained.split('\n')[0]], [1, 'There is no organisation none'])
  await look(dataDir, (rows) => rows("update activity set actor_id = 'someone' where seq = 1"))
  const altered = await admin(dataDir, ['verify-activity'])
  assert.equal(altered.code, 1)
  assert.match(altered.printed, /^ {2}BAD: entry 1 \(act_\w+\) is not what was sealed\.$/m)
  const rebuilt = await admin(dataDir, ['rebuild-health'])
  assert.deepEqual([rebuilt.code, rebuilt.printed], [0, 'Of 0 kept days 0 are what the activity says.\n'])
  assert.equal((await ask(`http://127.0.0.1:${PORT}`, 'GET', '/readyz')).status, 200)
  server.process.kill('SIGTERM')
  assert.equal(await server.ended, 0)
  // And without one.
  assert.deepEqual(await admin(dataDir, ['verify-activity']), altered)
})
