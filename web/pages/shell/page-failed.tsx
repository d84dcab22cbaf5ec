// A page that could not be shown: why, and a way to try again.
import type { ErrorComponentProps } from '@tanstack/react-router'
import { ApiProblem } from '../../api.ts'
import { ErrorState } from '../../ui/states.tsx'
import { NotFound } from './not-found.tsx'

export function PageFailed({ error: thrown, reset }: ErrorComponentProps) {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  if (error instanceof ApiProblem && error.problem.status === 404) return <NotFound />
  return <ErrorState error={error} onRetry={reset} />
}
