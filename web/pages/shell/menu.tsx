// The menu: the places of this person.
import { NavLink, Text } from '@mantine/core'
import { Link, useRouterState } from '@tanstack/react-router'
import { useMe } from '../../me.ts'
import { placesFor } from './places.ts'
import styles from './shell.module.css'

export function Menu() {
  const me = useMe()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const isHere = (to: string) => (to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`))
  return (
    <div className={styles.places}>
      {placesFor(me).map(({ name, places }) => (
        <div key={name} role="group" aria-label={name} className={styles.group}>
          <Text size="xs" c="dimmed" fw={600} px={10} pb={4} aria-hidden>
            {name}
          </Text>
          {places.map(({ to, name: place, icon: Icon }) => (
            <NavLink
              key={to}
              component={Link}
              to={to}
              label={place}
              active={isHere(to)}
              {...(isHere(to) && { 'aria-current': 'page' as const })}
              leftSection={<Icon size={17} strokeWidth={1.8} aria-hidden />}
              className={styles.place}
            />
          ))}
        </div>
      ))}
    </div>
  )
}
