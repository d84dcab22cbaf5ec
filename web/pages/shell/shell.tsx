// The frame around every page: where one can go, who one is, whether what one sees is live.
import { ActionIcon, AppShell, Burger, Group, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useMe } from '../../me.ts'
import { startLive, stopLive } from '../../live.ts'
import { t } from '../../words.ts'
import { AccountMenu } from './account-menu.tsx'
import { ConnectionMark } from './connection-mark.tsx'
import { Menu } from './menu.tsx'
import { NotificationBell } from './notification-bell.tsx'
import styles from './shell.module.css'

const CommandPalette = lazy(() => import('./command-palette.tsx').then((m) => ({ default: m.CommandPalette })))

export function Shell() {
  const me = useMe()
  const [opened, { toggle, close }] = useDisclosure()
  const [palette, setPalette] = useState(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  useLiveUpdates()
  useEffect(close, [path, close])
  useHotkeys([['mod+K', () => setPalette(true)]], [])
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 224, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={0}
      classNames={{ main: styles.main, navbar: styles.navbar, header: styles.header }}
    >
      <a className="skip" href="#main">
        {t('Skip to content')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('Menu')}
              aria-expanded={opened}
            />
            <Link to="/" className={styles.brand}>
              <img src="/mark.svg" alt="" width={26} height={26} />
              <span className={styles.product}>{t('Project Operations')}</span>
            </Link>
            <Text c="dimmed" size="sm" visibleFrom="md" className={styles.organization} truncate>
              {me.organization.name}
            </Text>
          </Group>
          <Group gap={6} wrap="nowrap">
            <UnstyledButton className={styles.search} onClick={() => setPalette(true)} visibleFrom="sm">
              <Search size={15} aria-hidden />
              <span>{t('Search or run a command')}</span>
              <kbd aria-hidden>⌘ K</kbd>
            </UnstyledButton>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              hiddenFrom="sm"
              aria-label={t('Search')}
              onClick={() => setPalette(true)}
            >
              <Search size={18} />
            </ActionIcon>
            <NotificationBell />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={t('Places')}>
        <Menu />
        <ConnectionMark />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <VisuallyHidden role="status">{path}</VisuallyHidden>
        <div className={styles.page}>
          <Outlet />
        </div>
      </AppShell.Main>
      {palette && (
        <Suspense>
          <CommandPalette onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </AppShell>
  )
}

function useLiveUpdates(): void {
  const client = useQueryClient()
  const navigate = useNavigate()
  useEffect(() => {
    void startLive(client, () => {
      client.clear()
      void navigate({ to: '/sign-in', search: { ended: '1' } })
    })
    return stopLive
  }, [client, navigate])
}
