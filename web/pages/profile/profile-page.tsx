// What is my own: who I am, my password, my keys, how I am told of things, my calendars.
import { Stack, Tabs } from '@mantine/core'
import { PageHeader } from '../../ui/page-header.tsx'
import { useMe } from '../../me.ts'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { CalendarFeeds } from './calendar-feeds.tsx'
import { MyDetails } from './my-details.tsx'
import { NotificationPreferences } from './notification-preferences.tsx'
import { OwnSessions } from './own-sessions.tsx'
import { PasswordForm } from './password-form.tsx'
import { SecondFactor } from './second-factor.tsx'
import { ApiTokens } from './api-tokens.tsx'

export function ProfilePage() {
  const me = useMe()
  const [{ tab = 'details' }, change] = useSearchState()
  const panels = [
    { value: 'details', name: t('My details'), shows: <MyDetails /> },
    { value: 'password', name: t('Signing in'), shows: <SignInPanel /> },
    { value: 'notifications', name: t('Notifications'), shows: <NotificationPreferences /> },
    { value: 'tokens', name: t('API tokens'), shows: <ApiTokens /> },
    { value: 'calendars', name: t('Calendars'), shows: <CalendarFeeds /> },
  ]
  return (
    <>
      <PageHeader title={t('My profile')} about={me.email} />
      <Tabs
        value={tab}
        onChange={(chosen) => change({ tab: chosen === 'details' ? undefined : (chosen ?? undefined) })}
        keepMounted={false}
      >
        <Tabs.List mb="md" aria-label={t('My profile')}>
          {panels.map(({ value, name }) => (
            <Tabs.Tab key={value} value={value}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {panels.map(({ value, shows }) => (
          <Tabs.Panel key={value} value={value} maw={860}>
            {shows}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  )
}

function SignInPanel() {
  return (
    <Stack gap="md">
      <PasswordForm />
      <SecondFactor />
      <OwnSessions />
    </Stack>
  )
}
