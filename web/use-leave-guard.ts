// Whoever would leave a page with something not saved is asked first, also when they close the tab.
import { useBlocker } from '@tanstack/react-router'
import { t } from './words.ts'

export function useLeaveGuard(isTouched: boolean): void {
  useBlocker({
    // What is open on the same page changes the address too.
    shouldBlockFn: ({ current, next }) =>
      isTouched && current.pathname !== next.pathname && !confirm(t('Leave without saving what you changed?')),
    enableBeforeUnload: () => isTouched,
  })
}
