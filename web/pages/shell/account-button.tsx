// Who is signed in; what is their own; light or dark; the way out. A popover of the browser's own, so that it costs the first screen nothing.
import { Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { BookOpen, LogOut, Moon, Sun } from 'lucide-react'
import { useRef } from 'react'
import { ApiProblem, call } from '../../api.ts'
import { ROLE } from '../../labels.ts'
import { useMe } from '../../me.ts'
import { say } from '../../say.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { t } from '../../words.ts'
import { ownPlaces } from './places.ts'
import styles from './account-button.module.css'

export function AccountButton() {
  const me = useMe()
  const popover = useRef<HTMLDivElement>(null)
  const close = () => popover.current?.hidePopover()
  return (
    <>
      <UnstyledButton
        aria-label={t('Account of {name}', { name: me.name })}
        popoverTarget="account"
        style={{ borderRadius: 999 }}
      >
        <PersonMark name={me.name} size={32} />
      </UnstyledButton>
      <div ref={popover} id="account" popover="auto" className={styles.popover}>
        <Text size="sm" fw={600}>
          {me.name}
        </Text>
        <Text size="xs" c="dimmed" mb={6}>
          {me.roles.map((role) => ROLE()[role].text).join(', ') || t('Member')}
        </Text>
        {ownPlaces().map(({ to, name, icon: Icon }) => (
          <Link key={to} to={to} className={styles.item} onClick={close}>
            <Icon size={16} aria-hidden />
            {name}
          </Link>
        ))}
        <SchemeButton />
        <a href="/docs" className={styles.item}>
          <BookOpen size={16} aria-hidden />
          {t('API documentation')}
        </a>
        <hr className={styles.line} />
        <SignOutButton />
      </div>
    </>
  )
}

function SchemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const isDark =
    colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  const Icon = isDark ? Sun : Moon
  return (
    <UnstyledButton className={styles.item} onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>
      <Icon size={16} aria-hidden />
      {isDark ? t('Light colours') : t('Dark colours')}
    </UnstyledButton>
  )
}

function SignOutButton() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const signOut = async () => {
    try {
      await call('POST /v1/auth/logout', {})
    } catch (error) {
      // Who could not be signed out must not go away believing it.
      if (!(error instanceof ApiProblem && error.code === 'unauthenticated'))
        return say({ tone: 'bad', message: t('You are still signed in: the server could not be reached.') })
    }
    // What was begun to be written stays with whoever wrote it.
    sessionStorage.clear()
    await navigate({ to: '/sign-in' })
    client.clear()
  }
  return (
    <UnstyledButton className={styles.item} onClick={() => void signOut()}>
      <LogOut size={16} aria-hidden />
      {t('Sign out')}
    </UnstyledButton>
  )
}
