// Back to where one was: what had the focus before a dialog or menu came has it again once that is gone. Mantine's own do so
// only where they stay mounted while closed; ours are there while they are open.

const LAYERS = '[role=dialog], [role=menu]'
/** What had the focus before it went into a layer. */
const openedBy = new WeakMap<Element, Element | null>()

export function returnFocus(): void {
  const open = new Set<Element>()
  let last: Element | null = null
  const watch = new MutationObserver(() => {
    for (const layer of open) {
      if (layer.isConnected) continue
      open.delete(layer)
      if (document.activeElement === document.body) focusAgain(openedBy.get(layer))
    }
    if (open.size === 0) watch.disconnect()
  })
  document.addEventListener('focusin', ({ target }) => {
    const layer = (target as Element).closest(LAYERS)
    if (layer && !open.has(layer)) {
      openedBy.set(layer, last)
      open.add(layer)
      watch.observe(document.body, { childList: true, subtree: true })
    }
    last = target as Element
  })
}

/** Where that is gone too, as the item of a menu is: what had the focus before its own layer. */
function focusAgain(element: Element | null | undefined): void {
  let found = element
  while (found && !found.isConnected) {
    const layer: Element | null = found.closest(LAYERS)
    found = layer && openedBy.get(layer)
  }
  if (found instanceof HTMLElement) found.focus({ preventScroll: true })
}
