// A button that opens some choices. It comes in hundreds, so it is a plain one; what places a menu is heavy, and is fetched with
// the first one that is opened.
import { lazy, Suspense, useState, type ReactNode } from 'react'
import styles from './choice-menu.module.css'

const OpenedMenu = lazy(() => import('./opened-menu.tsx').then((m) => ({ default: m.OpenedMenu })))

export interface Choice {
  id: string
  label: string
  onChoose: () => void
}

interface ChoiceMenuProps {
  /** The button's name for who does not see what it stands beside. */
  name: string
  children: ReactNode
  choices: Choice[]
  size?: 'xs' | 'sm'
  /** Without a frame. */
  subtle?: boolean
  /** Said in place of choices, where there are none. */
  none?: string
  /** Told each time it opens. */
  onOpen?: () => void
}

export function ChoiceMenu({ name, children, choices, size = 'xs', subtle, none, onOpen }: ChoiceMenuProps) {
  const [opened, setOpened] = useState(false)
  const [wanted, setWanted] = useState(false)
  const change = (now: boolean) => {
    setOpened(now)
    if (now) onOpen?.()
  }
  const shared = {
    type: 'button',
    className: styles.button,
    'data-size': size,
    'data-subtle': subtle || undefined,
    'aria-label': name,
  } as const
  const plain = (
    <button
      {...shared}
      aria-haspopup="menu"
      aria-expanded={opened}
      onClick={() => {
        setWanted(true)
        change(true)
      }}
    >
      {children}
    </button>
  )
  if (!wanted) return plain
  return (
    <Suspense fallback={plain}>
      <OpenedMenu opened={opened} onChange={change} choices={choices} {...(none !== undefined && { none })}>
        <button {...shared}>{children}</button>
      </OpenedMenu>
    </Suspense>
  )
}
