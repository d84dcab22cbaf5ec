// Who is signed in; what is their own; light or dark; the way out. A popover of the browser's own, so that it costs the first screen nothing.
import { Text, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { BookOpen, LogOut, Moon, Sun } from 'lucide-react'
import { useRef } from 'react'
import { ROLE } from '../../labels.ts'
import { useMe } from '../../me.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { t } from '../../words.ts'
import { useColours, useSignOut } from './own-acts.ts'
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
  const { isDark, change } = useColours()
  const Icon = isDark ? Sun : Moon
  return (
    <UnstyledButton className={styles.item} onClick={change}>
      <Icon size={16} aria-hidden />
      {isDark ? t('Light colours') : t('Dark colours')}
    </UnstyledButton>
  )
}

function SignOutButton() {
  const signOut = useSignOut()
  return (
    <UnstyledButton className={styles.item} onClick={() => void signOut()}>
      <LogOut size={16} aria-hidden />
      {t('Sign out')}
    </UnstyledButton>
  )
}
