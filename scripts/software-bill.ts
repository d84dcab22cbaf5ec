// What the product is made of (SBOM, CycloneDX 1.5), drawn from the lockfile: the same file gives the same bill.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')
export const SBOM_FILE = 'docs/security/sbom.cdx.json'

interface Locked {
  name?: string
  version: string
  license?: string
  integrity?: string
  resolved?: string
  dev?: boolean
  optional?: boolean
  devOptional?: boolean
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

export interface Component {
  /** Where it lies: `node_modules/a/node_modules/b`. */
  path: string
  name: string
  locked: Locked
  license: string
}

/** Of packages that state theirs in a form the lockfile does not carry over. */
const LICENSES: Record<string, string> = { 'xmlhttprequest-ssl': 'MIT' }

const lockfile = () => readFileSync(join(ROOT, 'package-lock.json'), 'utf8')

/** Every package that is locked, in the order of where they lie. */
export function componentsOf(text = lockfile()): Component[] {
  const { packages } = JSON.parse(text) as { packages: Record<string, Locked> }
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, locked]) => {
      const name = locked.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
      return { path, name, locked, license: locked.license ?? LICENSES[name] ?? 'unknown' }
    })
}

export function softwareBill(): string {
  const text = lockfile()
  const components = componentsOf(text)
  const places = new Map(components.map((component) => [component.path, component]))
  const { packages } = JSON.parse(text) as { packages: Record<string, Locked> }
  const root = packages[''] as Locked
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${uuidOf(text)}`,
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': 'project-operations', name: root.name, version: root.version },
    },
    components: components.map(componentEntry),
    dependencies: [
      { ref: 'project-operations', dependsOn: neededBy('', root, places) },
      ...components.map(({ path, locked }) => ({ ref: path, dependsOn: neededBy(path, locked, places) })),
    ],
  }
  return `${JSON.stringify(bill, null, 1)}\n`
}

function componentEntry({ path, name, locked, license }: Component): object {
  const [, algorithm = '', hash = ''] = /^(sha\d+)-(\S+)/.exec(locked.integrity ?? '') ?? []
  return {
    type: 'library',
    'bom-ref': path,
    name,
    version: locked.version,
    scope: locked.dev ? 'excluded' : locked.optional || locked.devOptional ? 'optional' : 'required',
    purl: `pkg:npm/${name.replace('@', '%40')}@${locked.version}`,
    licenses: [/[ (]/.test(license) ? { expression: license } : { license: { id: license } }],
    hashes: [
      { alg: algorithm.toUpperCase().replace('SHA', 'SHA-'), content: Buffer.from(hash, 'base64').toString('hex') },
    ],
  }
}

/** What it needs, where npm's own search would find it: beside it, or in a folder above. */
function neededBy(from: string, locked: Locked, places: ReadonlyMap<string, Component>): string[] {
  const names = Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })
  return names.flatMap((name) => {
    for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
      const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
      if (places.has(path)) return [path]
      if (at === '') return []
    }
  })
}

/** An id that follows from the lockfile, so that only another lockfile is another bill. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
