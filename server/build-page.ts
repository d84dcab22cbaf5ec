// The page as browsers get it: built from web/ the first time that this state of it is started, kept under the hash of its sources.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const ROOT = resolve(import.meta.dirname, '..')
const BUILDS = join(ROOT, 'web/dist')
const SOURCES = ['web/**/*.{ts,tsx,css,html,json,svg,js}', 'domain/*.ts', 'package-lock.json']

/** The folder of the page that belongs to the sources as they are; builds it where it is not there yet. */
export async function buildPage(say: (line: string) => void): Promise<string> {
  const folder = join(BUILDS, hashOfSources())
  if (existsSync(join(folder, 'index.html'))) return folder
  const startedAt = Date.now()
  say('Building the page (once, some seconds)…')
  const making = join(BUILDS, `.making-${process.pid}`)
  await runVite(making)
  compress(join(making, 'assets'))
  // Two starts at once build the same: whoever is first has made it.
  if (existsSync(folder)) rmSync(making, { recursive: true, force: true })
  else renameSync(making, folder)
  for (const name of readdirSync(BUILDS))
    if (join(BUILDS, name) !== folder && !name.startsWith('.making-'))
      rmSync(join(BUILDS, name), { recursive: true, force: true })
  say(`The page is built (${((Date.now() - startedAt) / 1000).toFixed(1)} s).`)
  return folder
}

/** Beside each text its compressed form, which is what browsers are sent. */
// The last 7 % would take as long as the build itself.
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

function compress(folder: string): void {
  for (const file of globSync('*.{js,css}', { cwd: folder })) {
    const content = readFileSync(join(folder, file))
    writeFileSync(join(folder, `${file}.gz`), gzipSync(content, { level: 9 }))
    writeFileSync(join(folder, `${file}.br`), brotliCompressSync(content, BROTLI))
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  const files = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: ROOT, exclude: ['web/dist/**'] })).toSorted()
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)))
  return hash.digest('hex').slice(0, 16)
}

async function runVite(outDir: string): Promise<void> {
  mkdirSync(BUILDS, { recursive: true })
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const child = spawn(process.execPath, [vite, 'build', 'web', '--logLevel', 'warn'], {
    cwd: ROOT,
    env: { ...process.env, PAGE_DIR: outDir, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  const code = await new Promise<number | null>((done, failed) => child.on('error', failed).on('close', done))
  if (code === 0) return
  rmSync(outDir, { recursive: true, force: true })
  throw new Error(`The page could not be built:\n${said.trim()}`)
}
