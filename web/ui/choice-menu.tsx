// A button that opens some choices. What places a menu is heavy, and is fetched with the first one that is opened.
import { Button, type ButtonProps } from '@mantine/core'
import { lazy, Suspense, useState, type ReactNode } from 'react'

const OpenedMenu = lazy(() => import('./opened-menu.tsx').then((m) => ({ default: m.OpenedMenu })))

export interface Choice {
  id: string
  label: string
  onChoose: () => void
}

interface ChoiceMenuProps extends ButtonProps {
  /** The button's name for who does not see what it stands beside. */
  name: string
  children: ReactNode
  choices: Choice[]
  /** Said in place of choices, where there are none. */
  none?: string
  /** Told each time it opens. */
  onOpen?: () => void
}

export function ChoiceMenu({ name, children, choices, none, onOpen, ...button }: ChoiceMenuProps) {
  const [opened, setOpened] = useState(false)
  const [wanted, setWanted] = useState(false)
  const change = (now: boolean) => {
    setOpened(now)
    if (now) onOpen?.()
  }
  const shared = { variant: 'default', size: 'compact-xs', 'aria-label': name, ...button } as const
  const plain = (
    <Button
      {...shared}
      aria-haspopup="menu"
      aria-expanded={opened}
      onClick={() => {
        setWanted(true)
        change(true)
      }}
    >
      {children}
    </Button>
  )
  if (!wanted) return plain
  return (
    <Suspense fallback={plain}>
      <OpenedMenu opened={opened} onChange={change} choices={choices} {...(none !== undefined && { none })}>
        <Button {...shared}>{children}</Button>
      </OpenedMenu>
    </Suspense>
  )
}
