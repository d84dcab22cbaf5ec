// Asks who is signed in to show once more that it is them, before something that a browser left open must not do.
import { PasswordInput, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { call, Cancelled, onSignInAgain } from '../../api.ts'
import { useMe } from '../../me.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'

interface Asked {
  done: () => void
  left: (reason: Error) => void
}

export function SignInAgain() {
  const [asked, setAsked] = useState<Asked>()
  useEffect(() => onSignInAgain(() => new Promise<void>((done, left) => setAsked({ done, left }))), [])
  if (!asked) return null
  const close = () => {
    // After the right password this comes too late to be heard.
    asked.left(new Cancelled(t('You did not sign in again: nothing was done.')))
    setAsked(undefined)
  }
  return <AgainDialog onDone={asked.done} onClose={close} />
}

function AgainDialog({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const { email } = useMe()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const send = async () => {
    await call('POST /v1/auth/login', { body: { email, password, ...(code !== '' && { code }) } })
    onDone()
  }
  return (
    <FormDialog title={t('Sign in again')} submit={t('Go on')} onSubmit={send} onClose={onClose}>
      {() => (
        <>
          <Text size="sm">{t('This asks that you signed in within the last 15 minutes.')}</Text>
          <PasswordInput
            label={t('Password')}
            required
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <TextInput
            label={t('Code of your second factor, if you have one')}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}
