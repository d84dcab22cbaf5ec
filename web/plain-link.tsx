// A link for rows by the hundred: it leads where it says, and does not listen to each step of the address, as the router's does.
import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

interface PlainLinkProps {
  /** Where it leads when it is opened beside, too. */
  href: string
  /** Stays on the page, whose search it changes so. */
  search?: (before: Record<string, string>) => Record<string, string>
  className?: string | undefined
  children: ReactNode
}

const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey

export function PlainLink({ href, search, className, children }: PlainLinkProps) {
  const router = useRouter()
  const go = (event: MouseEvent) => {
    if (!isPlain(event)) return
    event.preventDefault()
    void router.navigate((search ? { to: '.', search, resetScroll: false } : { to: href, search: {} }) as never)
  }
  return (
    <a
      href={href}
      className={className}
      onClick={go}
      {...(!search && { onMouseEnter: () => void router.preloadRoute({ to: href } as never) })}
    >
      {children}
    </a>
  )
}
