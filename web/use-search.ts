// The part of the address after `?` as a page's state: what is filtered, sorted and open can be sent to somebody.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

/**
 * The search, and how to change some of it; an empty or undefined value takes its name out. Each change is a step that
 * Back takes back, except letters that are typed into a search.
 */
export function useSearchState(): [Record<string, string>, (change: Record<string, string | undefined>) => void] {
  const search = useSearch({ strict: false }) as Record<string, string>
  const navigate = useNavigate()
  const change = useCallback(
    (wanted: Record<string, string | undefined>) =>
      void navigate({
        to: '.',
        search: ((before: Record<string, string>) => ({ ...before, ...wanted })) as never,
        replace: 'q' in wanted,
        resetScroll: false,
      }),
    [navigate],
  )
  return [search, change]
}
