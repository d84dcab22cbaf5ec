// Starts the page: words, theme, cache, router.
import '@fontsource-variable/inter/index.css'
import '@mantine/core/styles.css'
import './page.css'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiProblem } from './api.ts'
import { fetchAhead, isFetchingAhead } from './fetch-ahead.ts'
import { makeRouter } from './routes.tsx'
import { cssVariables, theme } from './theme.ts'
import { returnFocus } from './ui/focus-return.ts'
import { loadWords } from './words.ts'

// What is said in passing is fetched beside the first screen, not before it.
const Notices = lazy(() => import('./notices.tsx').then((m) => ({ default: m.Notices })))

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A refusal stays one; what did not get through is tried again.
      retry: (failures, error) => !(error instanceof ApiProblem && error.problem.status < 500) && failures < 3,
    },
  },
})
// Since this page was opened another state of it may be served, whose parts have other names: it is loaded anew, once.
addEventListener('vite:preloadError', (event) => {
  const last = Number(sessionStorage.getItem('reloaded') ?? 0)
  if (isFetchingAhead() || Date.now() - last < 60_000) return
  event.preventDefault()
  sessionStorage.setItem('reloaded', String(Date.now()))
  location.reload()
})
returnFocus()
await loadWords()
const router = makeRouter(client)
fetchAhead(router)
const root = document.getElementById('page')
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={client}>
          <Suspense>
            <Notices />
          </Suspense>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
