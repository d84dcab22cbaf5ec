// A lock file that one living process holds; what is left by a killed one is taken over. Not a lock between machines.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Somebody else holds the lock. */
export class AlreadyRunning extends Error {
  override name = 'AlreadyRunning'
}

/** Takes the lock and returns how to give it back, or throws `AlreadyRunning` naming the process that has it. */
export function takeProcessLock(path: string): () => void {
  const mine = `${process.pid} ${startOf(process.pid)}`
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, mine, { mode: 0o600 })
  try {
    // A link is made whole or not at all, so nobody ever reads a lock without its holder.
    while (!tryLink(draft, path)) {
      const holder = read(path)
      if (holder === undefined) continue
      if (isAlive(holder))
        throw new AlreadyRunning(`${dirname(path)} is in use: already running with pid ${holder.split(' ')[0]}`)
      removeLeftOver(path, holder)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return () => {
    if (read(path) === mine) rmSync(path, { force: true })
  }
}

/** Whether a process with this number lives, ours or another user's. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isAlive(holder: string): boolean {
  const [pid, start] = holder.split(' ')
  return isProcessAlive(Number(pid)) && startOf(Number(pid)) === start
}

/** When a process started, in a form only good for comparing: numbers are given again, after a restart within seconds. */
function startOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`)
  // The second field is the program's name and may hold spaces; the start is the twentieth after it.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-'
}

function removeLeftOver(path: string, holder: string): void {
  const aside = `${path}.${process.pid}.old`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  // Another process was faster, and what we moved is its new lock: it goes back.
  if (read(aside) !== holder) tryLink(aside, path)
  rmSync(aside, { force: true })
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
