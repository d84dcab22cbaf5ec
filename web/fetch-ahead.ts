// What may be opened next is fetched while nothing else is to be done: opening it then costs no more than drawing it.
import type { AnyRoute } from '@tanstack/react-router'
import type { makeRouter } from './routes.tsx'

type Router = ReturnType<typeof makeRouter>

/** Until it is looked again whether there is nothing to do. */
const REST_MS = 200
const whenIdle = (work: () => void): void => {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work)
  else setTimeout(work, REST_MS)
}

let busy = false
/** Whether something is on its way that nobody has asked for: that it does not come is no reason to load the page anew. */
export const isFetchingAhead = (): boolean => busy

/** From the page one is on: one part after another, its neighbours and what they open with. */
export function fetchAhead(router: Router): void {
  // Who counts bytes fetches what they open.
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return
  const fetched = new Set<AnyRoute>()
  const next = (): void => {
    // What the page itself waits for comes first: a browser asks one server for a few things at a time.
    if (router.options.context.client.isFetching() > 0) return void setTimeout(() => whenIdle(next), REST_MS)
    const route = neighboursOf(router).find((each) => !fetched.has(each))
    busy = route !== undefined
    if (!route) return
    fetched.add(route)
    // What does not come now is asked for again when it is opened.
    void Promise.resolve(router.loadRouteChunk(route)).then(
      () => whenIdle(next),
      () => whenIdle(next),
    )
  }
  router.subscribe('onResolved', () => {
    if (busy) return
    busy = true
    whenIdle(next)
  })
}

function neighboursOf(router: Router): AnyRoute[] {
  const { routeId } = router.state.matches.at(-1) ?? {}
  const routes = router.routesById as Record<string, AnyRoute>
  const near = childrenOf(routes[routeId ?? '']?.parentRoute)
  return near.flatMap((route) => [route, ...childrenOf(route).filter(({ path }) => path === '/')])
}
const childrenOf = (route: AnyRoute | undefined): AnyRoute[] => (route?.children ?? []) as AnyRoute[]
