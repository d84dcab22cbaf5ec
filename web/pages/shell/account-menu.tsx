// Who is signed in; what is their own; light or dark; the way out.
import { Menu, Text, useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { BookOpen, LogOut, Moon, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { call } from '../../api.ts'
import { ROLE } from '../../labels.ts'
import { useMe } from '../../me.ts'
import { t } from '../../words.ts'
import { ownPlaces } from './places.ts'

/** Opened by its button, which is there before it. */
export function AccountMenu({
  opened,
  onChange,
  children,
}: {
  opened: boolean
  onChange: (opened: boolean) => void
  children: ReactNode
}) {
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const isDark =
    colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  const signOut = async () => {
    await call('POST /v1/auth/logout', {}).catch(() => undefined)
    client.clear()
    await navigate({ to: '/sign-in' })
  }
  const roles = me.roles.map((role) => ROLE()[role].text).join(', ') || t('Member')
  return (
    <Menu opened={opened} onChange={onChange} position="bottom-end" width={240} shadow="md">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--text)">
            {me.name}
          </Text>
          <Text size="xs" c="dimmed">
            {roles}
          </Text>
        </Menu.Label>
        {ownPlaces().map(({ to, name, icon: Icon }) => (
          <Menu.Item key={to} component={Link} to={to} leftSection={<Icon size={16} />}>
            {name}
          </Menu.Item>
        ))}
        <Menu.Item
          leftSection={isDark ? <Sun size={16} /> : <Moon size={16} />}
          onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
        >
          {isDark ? t('Light colours') : t('Dark colours')}
        </Menu.Item>
        <Menu.Item component="a" href="/docs" leftSection={<BookOpen size={16} />}>
          {t('API documentation')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} />} onClick={() => void signOut()}>
          {t('Sign out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
