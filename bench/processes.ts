// The bench's child processes: started, asked one question at a time, ended with it.
import { fork, type ChildProcess, type Serializable } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Helper {
  /** Sends a question and gives the answer; fails when the process says so or ends. */
  ask<T>(question: Serializable): Promise<T>
  tell(message: Serializable): void
  /** The next thing it says by itself. */
  hears<T>(): Promise<T>
  end(): Promise<void>
}

export interface Served extends Helper {
  port: number
  startedAt: number
}

export function startHelper(file: string, env: Record<string, string> = {}, flags: string[] = []): Helper {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: ['--disable-warning=ExperimentalWarning', ...flags],
    env: { ...process.env, ...env },
    // The log goes where nobody reads it; what breaks is seen.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return {
    ask: <T>(question: Serializable) => {
      const answer = nextMessage<T>(child, file)
      child.send(question)
      return answer
    },
    hears: <T>() => nextMessage<T>(child, file),
    tell: (message) => void child.send(message),
    async end() {
      if (child.exitCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

/** Starts a server and waits for its port. */
export async function startServer(file: string, env: Record<string, string>, flags: string[] = []): Promise<Served> {
  const startedAt = performance.now()
  const helper = startHelper(file, env, flags)
  const port = await helper.hears<number>()
  return { ...helper, port, startedAt }
}

function nextMessage<T>(child: ChildProcess, file: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error(`${file} has ended`))
    child.once('exit', ended)
    child.once('message', (message: T & { failed?: string }) => {
      child.off('exit', ended)
      if (message?.failed === undefined) resolve(message)
      else reject(new Error(message.failed))
    })
  })
}
