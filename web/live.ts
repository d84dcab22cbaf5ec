// What others change arrives here: a change names what happened, and the queries that show such things fetch anew.
import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { Socket } from 'socket.io-client'
import type { LiveChange, Presence } from '../domain/live.ts'
import type { Problem } from './api-types.ts'
import { isOfGone } from './api.ts'

/** off: nobody is signed in. away: the connection is cut, and catches up when it is back. behind: the server itself hears nothing for now. */
export type Connection = 'off' | 'connecting' | 'live' | 'away' | 'behind'

/** Changes come in bursts: what they touch is fetched once for all that came within this time. */
const GATHER_MS = 120
/** So long after it closed, or would not let us in, the server is asked again. */
const CLOSED_MS = 500
const REFUSED_MS = 3_000

let connection: Connection = 'off'
let socket: Socket | undefined
/** Counts starts and stops: whoever waited meanwhile is no longer meant. */
let turn = 0
let since: number | undefined
let present: ReadonlyMap<string, Presence['people']> = new Map()
let looking: string | undefined
const listeners = new Set<() => void>()
const hearers = new Set<(change: LiveChange) => void>()

function tell(next: Connection = connection): void {
  connection = next
  for (const listener of listeners) listener()
}
const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Opens the stream; comes back by itself and is told what it missed. */
export async function startLive(client: QueryClient, onSignedOut: () => void): Promise<void> {
  if (socket) return
  const mine = ++turn
  tell('connecting')
  const { io } = await import('socket.io-client')
  if (mine !== turn) return
  socket = io('/v1/admin/projects', {
    transports: ['websocket'],
    // Whoever lets us in and says nothing is left for another try.
    timeout: 4_000,
    reconnectionDelay: 300,
    reconnectionDelayMax: 5_000,
    auth: (give) => give(since === undefined ? {} : { since }),
  })
  hearChanges(socket, client)
  hearStates(socket, onSignedOut)
  socket.on('closing', ({ reason }: { reason: string }) => {
    if (reason === 'signed_out') onSignedOut()
  })
}

function hearChanges(stream: Socket, client: QueryClient): void {
  const gather = makeGatherer(client)
  stream.on('change', (change: LiveChange) => {
    since = change.seq
    gather(change)
    for (const hear of hearers) hear(change)
  })
  stream.on('head', ({ seq }: { seq: number }) => (since = seq))
  const reload = ({ seq }: { seq: number }) => {
    since = seq
    void client.invalidateQueries()
  }
  stream.on('reload', reload)
  stream.on('reach', reload)
}

function hearStates(stream: Socket, onSignedOut: () => void): void {
  const comeBack = (afterMs: number) => setTimeout(() => socket === stream && stream.connect(), afterMs)
  stream.on('ready', ({ seq }: { seq: number }) => {
    since ??= seq
    tell('live')
    if (looking !== undefined) stream.emit('look', { projectId: looking })
  })
  stream.on('behind', () => tell('behind'))
  stream.on('caught_up', () => tell('live'))
  stream.on('presence', ({ projectId, people }: Presence) => {
    present = new Map(present).set(projectId, people)
    tell()
  })
  // A refusal and the server's own end are no loss of the network: Socket.IO leaves coming back to us.
  stream.on('connect_error', (error: Error & { data?: Problem }) => {
    tell('away')
    if (error.data?.code === 'unauthenticated') onSignedOut()
    else if (!stream.active) comeBack(REFUSED_MS)
  })
  stream.on('disconnect', (reason) => {
    tell('away')
    if (reason === 'io server disconnect') comeBack(CLOSED_MS)
  })
}

export function stopLive(): void {
  turn += 1
  socket?.disconnect()
  socket = undefined
  since = undefined
  present = new Map()
  tell('off')
}

function makeGatherer(client: QueryClient) {
  let gathered: LiveChange[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  return (change: LiveChange): void => {
    gathered.push(change)
    timer ??= setTimeout(() => {
      const changes = gathered
      gathered = []
      timer = undefined
      void client.invalidateQueries({
        predicate: (query) => !isOfGone(query) && changes.some((each) => touches(each, query.queryKey)),
      })
    }, GATHER_MS)
  }
}

/** Where rows of each kind are shown: words of the doors' paths. What is not named here is shown where its name is. */
const SHOWN_IN: Record<string, RegExp> = {
  project: /project|account|schedule|today|template|search|digest/,
  task: /task|project|schedule|request|today|time|search|digest/,
  allocation: /schedule|task|today|digest/,
  request: /request|project|today|account|digest/,
  communication: /communication|request|task|signal/,
  client_link: /client-link|recipient/,
  signal: /signal|today|pulse|overview|digest/,
  billing_entry: /billing|overview|digest/,
  subscription: /subscription|account|pulse|stripe|digest/,
  pulse_metric: /pulse|project|digest/,
  attachment: /attachment|communication|request|task/,
  person: /people|person|team|schedule|search|\/me$/,
  team: /team|people|schedule|project/,
  account: /account|project|search/,
  account_sync: /account/,
  time_entry: /time|task|project/,
  notification: /notification/,
  holiday: /holiday|schedule/,
  time_off: /time-off|schedule|today/,
  alert: /alert/,
  job: /job/,
  rule: /automation/,
  organization: /settings|\/me$/,
}

/** Whether what a query shows may be another since this change. */
function touches(change: LiveChange, [door, params, query]: readonly unknown[]): boolean {
  const path = String(door)
  // One project is shown by its own door, or as a row of the list that it was asked for by ids.
  const { id } = path.endsWith('/projects') ? ((query ?? {}) as { id?: string }) : {}
  const { projectId = id } = (params ?? {}) as { projectId?: string }
  if (projectId !== undefined && change.projectId !== null && !projectId.split(',').includes(change.projectId))
    return false
  if (/activity|audit/.test(path)) return true
  // People come and go all day: that is for the log alone.
  if (change.event.startsWith('person.signed_')) return false
  const { type } = change.entity
  return (SHOWN_IN[type] ?? new RegExp(type.replaceAll('_', '[-_]'))).test(path)
}

export const useConnection = (): Connection => useSyncExternalStore(listen, () => connection)

/** Says that one looks at this project, and tells who else does. */
export function usePresence(projectId: string): Presence['people'] {
  useEffect(() => {
    looking = projectId
    socket?.emit('look', { projectId })
    return () => {
      looking = undefined
      socket?.emit('leave', { projectId })
      present = new Map([...present].filter(([id]) => id !== projectId))
    }
  }, [projectId])
  return useSyncExternalStore(listen, () => present.get(projectId)) ?? NOBODY
}
const NOBODY: Presence['people'] = []

/** Called with each change as it comes, for what is more than fetching anew. */
export function useChanges(hear: (change: LiveChange) => void): void {
  useEffect(() => {
    hearers.add(hear)
    return () => void hearers.delete(hear)
  }, [hear])
}
