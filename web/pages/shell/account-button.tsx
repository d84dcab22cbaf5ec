// Who is signed in, as a button; what it opens is fetched once the first screen is there.
import { UnstyledButton } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useMe } from '../../me.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { t } from '../../words.ts'

const AccountMenu = lazy(() => import('./account-menu.tsx').then((m) => ({ default: m.AccountMenu })))

export function AccountButton() {
  const me = useMe()
  const [opened, setOpened] = useState(false)
  const [wanted, setWanted] = useState(false)
  const button = (
    <UnstyledButton
      aria-label={t('Account of {name}', { name: me.name })}
      aria-haspopup="menu"
      aria-expanded={opened}
      style={{ borderRadius: 999 }}
      onPointerEnter={() => setWanted(true)}
      onFocus={() => setWanted(true)}
      onClick={() => {
        setWanted(true)
        setOpened(!opened)
      }}
    >
      <PersonMark name={me.name} size={32} />
    </UnstyledButton>
  )
  if (!wanted) return button
  return (
    <Suspense fallback={button}>
      <AccountMenu opened={opened} onChange={setOpened}>
        {button}
      </AccountMenu>
    </Suspense>
  )
}
