// A change of the plan on its way: wished, shown by the server with all that follows, then committed as shown, or dropped.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ChangedSchedulePlanned, ScheduleChange } from '../../api-types.ts'
import { ApiProblem, call, keyOf, useAct } from '../../api.ts'

const DOOR = 'PUT /v1/admin/projects/:projectId/schedule'
/** Keys come in runs: the server is asked once they rest. */
const REST_MS = 180

export interface Wish {
  /** It takes back what was done last, or does once more what was taken back. */
  again?: 'undo' | 'redo'
  label: string
  change: ScheduleChange
  /** What takes it back once it is done. */
  reverse: ScheduleChange
  /** Where a task was put; what it waits for may keep it elsewhere. */
  wished?: { taskId: string; start: number; finish: number }
}
interface State {
  wish: Wish | null
  preview: ChangedSchedulePlanned | null
  error: Error | null
  /** The plan was another one by the time of the commit: what is shown is what would happen now. */
  overtaken: boolean
}
const NOTHING: State = { wish: null, preview: null, error: null, overtaken: false }

export interface PlanChange extends State {
  committing: boolean
  /** The last thing done, and what was taken back last. */
  undoable: Wish | undefined
  redoable: Wish | undefined
  propose: (wish: Wish) => void
  commit: () => Promise<void>
  cancel: () => void
}
interface Window {
  from: string
  to: string
}

export function usePlanChange(projectId: string, window: Window): PlanChange {
  const { state, ask, cancel, refuse } = usePreview(projectId, window)
  const [{ done, undone }, setHistory] = useState<History>({ done: [], undone: [] })
  const act = useAct(DOOR)
  const client = useQueryClient()
  const commit = async (): Promise<void> => {
    const { wish, preview } = state
    if (!wish || !preview) return
    const query = { ...window, planHash: preview.planHash }
    try {
      const answer = await act.mutateAsync({ params: { projectId }, query, body: wish.change })
      const { changes: _, hiddenChanges: _h, planHash: _p, warnings: _w, ...schedule } = answer
      const shown = { params: { projectId }, query: window }
      client.setQueryData(keyOf('GET /v1/admin/projects/:projectId/schedule', shown), schedule)
      setHistory((before) => historyAfter(before, wish))
      cancel()
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'plan_changed') ask(wish, true)
      else refuse(error as Error)
    }
  }
  const propose = useCallback((wish: Wish) => ask(wish, false), [ask])
  const last = { undoable: done.at(-1), redoable: undone.at(-1) }
  return { ...state, ...last, committing: act.isPending, propose, commit, cancel }
}

/** What was done here and what of it was taken back, the last at the end, each as it was first wished. */
interface History {
  done: readonly Wish[]
  undone: readonly Wish[]
}
const MOST_DONE = 50

function historyAfter({ done, undone }: History, wish: Wish): History {
  const [last, back] = [done.at(-1), undone.at(-1)]
  if (wish.again === 'undo' && last) return { done: done.slice(0, -1), undone: [...undone, last] }
  if (wish.again === 'redo' && back) return { done: [...done, back], undone: undone.slice(0, -1) }
  return { done: [...done, wish].slice(-MOST_DONE), undone: [] }
}

/** Asks the server what a wish would do; only the last one asked for is shown. */
function usePreview(projectId: string, { from, to }: Window) {
  const [state, setState] = useState(NOTHING)
  const asked = useRef<{ timer?: ReturnType<typeof setTimeout>; stop?: AbortController }>({})
  const forget = useCallback(() => {
    clearTimeout(asked.current.timer)
    asked.current.stop?.abort()
    asked.current = {}
  }, [])
  useEffect(() => forget, [forget])
  const ask = useCallback(
    (wish: Wish, overtaken: boolean) => {
      forget()
      const stop = new AbortController()
      setState({ wish, preview: null, error: null, overtaken })
      const query = { from, to, dryRun: 'true' } as const
      const send = async () => {
        const found = await call(DOOR, { params: { projectId }, query, body: wish.change, signal: stop.signal }).then(
          (preview) => ({ preview, error: null }),
          (error: Error) => ({ preview: null, error }),
        )
        if (!stop.signal.aborted) setState({ wish, overtaken, ...found })
      }
      asked.current = { stop, timer: setTimeout(() => void send(), REST_MS) }
    },
    [forget, from, projectId, to],
  )
  const cancel = useCallback(() => {
    forget()
    setState(NOTHING)
  }, [forget])
  const refuse = useCallback((error: Error) => setState((before) => ({ ...before, preview: null, error })), [])
  return { state, ask, cancel, refuse }
}
