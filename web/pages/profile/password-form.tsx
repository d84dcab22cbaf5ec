// Another password: other sessions end, this one and the API tokens stay.
import { Button, PasswordInput, Stack } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { ApiProblem, useAct } from '../../api.ts'
import { useMe } from '../../me.ts'
import { say } from '../../say.ts'
import { Card } from '../../ui/card.tsx'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'

const NOTHING = { currentPassword: '', newPassword: '', again: '' }

export function PasswordForm() {
  const me = useMe()
  const [given, setGiven] = useState(NOTHING)
  const { mutateAsync: change, error, isPending } = useAct('PUT /v1/auth/password')
  const { currentPassword, newPassword, again } = given
  const isMistyped = again !== '' && again !== newPassword
  const fields = error instanceof ApiProblem ? error.fields : {}
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isMistyped) return
    const done = await change({ body: { currentPassword, newPassword } }).then(
      () => true,
      () => false,
    )
    if (!done) return
    setGiven(NOTHING)
    void say({ message: t('Your password is changed. Other devices are signed out.') })
  }
  const field = (name: keyof typeof NOTHING, label: string, complete: string, problem?: string) => (
    <PasswordInput
      label={label}
      required
      autoComplete={complete}
      value={given[name]}
      error={problem}
      visibilityToggleButtonProps={{ 'aria-label': t('Show or hide what is typed') }}
      onChange={(event) => setGiven({ ...given, [name]: event.currentTarget.value })}
    />
  )
  return (
    <Card title={t('Password')} about={t('Other devices are signed out; your API tokens stay.')}>
      <form onSubmit={(event) => void send(event)}>
        <input type="text" name="username" autoComplete="username" value={me.email} readOnly hidden />
        <Stack gap="sm" maw={380}>
          {error && Object.keys(fields).length === 0 && <ProblemAlert error={error} />}
          {field('currentPassword', t('Current password'), 'current-password', fields.currentPassword)}
          {field('newPassword', t('New password'), 'new-password', fields.newPassword)}
          {field('again', t('New password again'), 'new-password', isMistyped ? t('is not the same') : undefined)}
          <Button type="submit" loading={isPending} disabled={isMistyped} style={{ alignSelf: 'flex-start' }}>
            {t('Change password')}
          </Button>
        </Stack>
      </form>
    </Card>
  )
}
