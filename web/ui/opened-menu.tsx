// The choices of a choice menu, placed beside their button.
import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Choice } from './choice-menu.tsx'

interface OpenedMenuProps {
  opened: boolean
  onChange: (opened: boolean) => void
  choices: Choice[]
  none?: string
  children: ReactNode
}

export function OpenedMenu({ opened, onChange, choices, none, children }: OpenedMenuProps) {
  return (
    <Menu opened={opened} onChange={onChange} position="bottom-start" withinPortal shadow="md">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ id, label, onChoose }) => (
          <Menu.Item key={id} onClick={onChoose}>
            {label}
          </Menu.Item>
        ))}
        {choices.length === 0 && none && <Menu.Label>{none}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  )
}
