// The frame around every page: where one can go, who one is, whether what one sees is live.
import { ActionIcon, Group, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouterState, useSearch } from '@tanstack/react-router'
import { Menu as MenuIcon, Search, X } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { MeContext, useFollowedMe, useMe } from '../../me.ts'
import { startLive, stopLive } from '../../live.ts'
import { t } from '../../words.ts'
import { AccountButton } from './account-button.tsx'
import { ConnectionMark } from './connection-mark.tsx'
import { Menu } from './menu.tsx'
import { NotificationBell } from './notification-bell.tsx'
import styles from './shell.module.css'

const CommandPalette = lazy(() => import('./command-palette.tsx').then((m) => ({ default: m.CommandPalette })))

// Whoever has to set up a second factor first finds nothing else.
const SecondFactor = lazy(() => import('../profile/second-factor.tsx').then((m) => ({ default: m.SecondFactor })))
const SignInAgain = lazy(() => import('./sign-in-again.tsx').then((m) => ({ default: m.SignInAgain })))

const TaskDrawer = lazy(() => import('../tasks/task-drawer.tsx').then((m) => ({ default: m.TaskDrawer })))

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform)

export function Shell() {
  const me = useFollowedMe()
  return (
    <MeContext value={me}>
      <Frame />
    </MeContext>
  )
}

function Frame() {
  const me = useMe()
  const [opened, { toggle, close }] = useDisclosure()
  const [palette, setPalette] = useState(false)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const task = useSearch({ strict: false, select: (search: Record<string, string | undefined>) => search.task })
  useLiveUpdates()
  useEffect(close, [path, close])
  useHotkeys([['mod+K', () => setPalette(true)]], [])
  return (
    <div className={styles.frame}>
      <a className="skip" href="#main">
        {t('Skip to content')}
      </a>
      <header className={styles.header}>
        <Header opened={opened} onToggle={toggle} onSearch={() => setPalette(true)} />
      </header>
      <nav className={styles.navbar} aria-label={t('Places')} data-opened={opened || undefined}>
        <Menu />
        <ConnectionMark />
      </nav>
      <main id="main" tabIndex={-1} className={styles.main}>
        <div className={styles.page}>
          {me.lacksSecondFactor ? (
            <Suspense>
              <SecondFactor />
            </Suspense>
          ) : (
            <Outlet />
          )}
        </div>
      </main>
      {task && (
        <Suspense>
          <TaskDrawer taskId={task} />
        </Suspense>
      )}
      <Suspense>
        <SignInAgain />
      </Suspense>
      {palette && (
        <Suspense>
          <CommandPalette onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </div>
  )
}

interface HeaderProps {
  opened: boolean
  onToggle: () => void
  onSearch: () => void
}

function Header({ opened, onToggle, onSearch }: HeaderProps) {
  const me = useMe()
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
      <Group gap="sm" wrap="nowrap">
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          hiddenFrom="sm"
          aria-label={t('Menu')}
          aria-expanded={opened}
          onClick={onToggle}
        >
          {opened ? <X size={20} /> : <MenuIcon size={20} />}
        </ActionIcon>
        <Link to="/" className={styles.brand} aria-label={t('Project Operations')}>
          <img src="/mark.svg" alt="" width={26} height={26} />
          <span className={styles.product}>{t('Project Operations')}</span>
        </Link>
        <Text c="dimmed" size="sm" visibleFrom="md" className={styles.organization} truncate>
          {me.organization.name}
        </Text>
      </Group>
      <Group gap={6} wrap="nowrap">
        <UnstyledButton className={styles.search} onClick={onSearch} visibleFrom="sm">
          <Search size={15} aria-hidden />
          <span>{t('Search or run a command')}</span>
          <kbd aria-hidden>{IS_APPLE ? '⌘ K' : 'Ctrl K'}</kbd>
        </UnstyledButton>
        <ActionIcon variant="subtle" color="gray" size="lg" hiddenFrom="sm" aria-label={t('Search')} onClick={onSearch}>
          <Search size={18} />
        </ActionIcon>
        <NotificationBell />
        <AccountButton />
      </Group>
    </Group>
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
