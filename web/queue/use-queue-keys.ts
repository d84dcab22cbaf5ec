// Single keys that work a queue, wherever on the page one is but where one types. They can be switched off (WCAG 2.1.4).
import { useLocalStorage } from '@mantine/hooks'
import { useEffect, useRef } from 'react'

export type Keys = Record<string, (() => void) | undefined>

const TYPED_IN = 'input, textarea, select, [contenteditable], [role="combobox"], [role="menu"], [role="listbox"]'

/** Whether single keys work, and how to switch them on or off on this machine. */
export const useKeysOn = (): [boolean, (on: boolean) => void] => {
  const [on, setOn] = useLocalStorage({ key: 'single-keys', defaultValue: true, getInitialValueInEffect: false })
  return [on, setOn]
}

/** Calls what a key stands for. Arrows and Enter stay the page's own where something else has the focus; Escape leads back from there. */
export function useQueueKeys(keys: Keys): void {
  const [on] = useKeysOn()
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : document.body
      if (target.closest(TYPED_IN) || document.querySelector('[role="dialog"]')) return
      const isNamed = event.key.length > 1 && event.key !== 'Escape'
      if (isNamed && target !== document.body && !target.closest('[data-queue]')) return
      if (event.key.length === 1 && !on) return
      const act = latest.current[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [on])
}
