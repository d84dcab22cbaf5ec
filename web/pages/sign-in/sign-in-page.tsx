// The way in: e-mail and password, and a new password by mail for who has forgotten theirs.
import { Alert, Anchor, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type SubmitEvent } from 'react'
import { call } from '../../api.ts'
import { t } from '../../words.ts'
import { useSearchState } from '../../use-search.ts'
import styles from './sign-in.module.css'

export function SignInPage() {
  const [forgot, setForgot] = useState(false)
  const [search] = useSearchState()
  return (
    <main className={styles.page}>
      <section className={styles.card}>
        <img src="/mark.svg" alt="" width={44} height={44} />
        <Title order={1} size="h3" mt="md">
          {forgot ? t('Forgotten your password?') : t('Sign in to Project Operations')}
        </Title>
        {search.ended && !forgot && (
          <Text size="sm" c="dimmed" mt={4} role="status">
            {t('Your session has ended. Sign in again to go on.')}
          </Text>
        )}
        {forgot ? <ForgotForm /> : <SignInForm next={search.next} />}
        <Anchor component="button" type="button" size="sm" mt="md" onClick={() => setForgot(!forgot)}>
          {forgot ? t('Back to signing in') : t('Forgotten your password?')}
        </Anchor>
      </section>
    </main>
  )
}

/** Only our own pages: an address elsewhere in `next` is not followed. */
const isOwnPath = (next: string | undefined): next is string => next !== undefined && /^\/(?![/\\])/.test(next)

function SignInForm({ next }: { next: string | undefined }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [given, setGiven] = useState({ email: '', password: '' })
  const [said, setSaid] = useState<string>()
  const [busy, setBusy] = useState(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setBusy(true)
    try {
      await call('POST /v1/auth/login', { body: given })
      client.clear()
      await navigate(isOwnPath(next) ? ({ href: next } as never) : { to: '/' })
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm" mt="md">
        {said && (
          <Alert color="red" variant="light" role="alert">
            {said}
          </Alert>
        )}
        <TextInput
          type="email"
          label={t('Email')}
          autoComplete="username"
          required
          autoFocus
          value={given.email}
          onChange={(event) => setGiven({ ...given, email: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('Password')}
          autoComplete="current-password"
          required
          value={given.password}
          onChange={(event) => setGiven({ ...given, password: event.currentTarget.value })}
        />
        <Button type="submit" loading={busy} fullWidth>
          {t('Sign in')}
        </Button>
      </Stack>
    </form>
  )
}

function ForgotForm() {
  const [email, setEmail] = useState('')
  const [said, setSaid] = useState<string>()
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    try {
      await call('POST /v1/auth/password-reset', { body: { email } })
      setSaid(t('If somebody here has this address, a link is on its way.'))
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm" mt="md">
        {said && (
          <Text size="sm" role="status">
            {said}
          </Text>
        )}
        <TextInput
          type="email"
          label={t('Email')}
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" fullWidth>
          {t('Send me a link')}
        </Button>
      </Stack>
    </form>
  )
}
