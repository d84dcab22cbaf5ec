// My second factor: an authenticator app, set up with a picture and a code; recovery codes for when it is lost.
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { encode } from 'uqr'
import type { NewSecondFactor } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { dayOf, showDay } from '../../formats.ts'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t, tn } from '../../words.ts'
import styles from './profile.module.css'
import { SecretDialog } from './secret-dialog.tsx'

export function SecondFactor() {
  const query = useDoor('GET /v1/auth/second-factor', {})
  const [draft, setDraft] = useState<NewSecondFactor>()
  const [codes, setCodes] = useState<string[]>()
  const [removing, setRemoving] = useState(false)
  const start = useAct('POST /v1/auth/second-factor')
  const remove = useAct('DELETE /v1/auth/second-factor')
  const begin = () => start.mutate({}, { onSuccess: setDraft })
  return (
    <Card title={t('Second factor')} about={t('Signing in then asks for a code of an authenticator app, too.')}>
      <Loaded query={query} rows={1}>
        {({ confirmedAt, required, recoveryCodesLeft }) => (
          <Stack gap="sm">
            <Text size="sm">
              {confirmedAt === null
                ? required
                  ? t('Your organisation wants one. Set it up to go on.')
                  : t('None is set up.')
                : `${t('Set up {day}', { day: showDay(dayOf(confirmedAt)) })} · ${tn(recoveryCodesLeft, '{count} recovery code left', '{count} recovery codes left')}`}
            </Text>
            {start.error && <Text size="sm">{start.error.message}</Text>}
            <Group gap="xs">
              <Button loading={start.isPending} variant={confirmedAt === null ? 'filled' : 'default'} onClick={begin}>
                {confirmedAt === null ? t('Set it up') : t('Set up another')}
              </Button>
              {confirmedAt !== null && (
                <Button variant="default" onClick={() => setRemoving(true)}>
                  {t('Remove')}
                </Button>
              )}
            </Group>
          </Stack>
        )}
      </Loaded>
      {draft && <SetUp draft={draft} onDone={setCodes} onClose={() => setDraft(undefined)} />}
      {codes && (
        <SecretDialog
          title={t('Recovery codes')}
          says={t('Each lets you in once when the app is lost. Keep them elsewhere: they are not shown again.')}
          secret={codes.join('\n')}
          onClose={() => setCodes(undefined)}
        />
      )}
      {removing && (
        <Confirm
          title={t('Remove the second factor?')}
          says={t('The password alone then lets you in. Other devices are signed out.')}
          submit={t('Remove')}
          onConfirm={() => remove.mutateAsync({})}
          onClose={() => setRemoving(false)}
        />
      )}
    </Card>
  )
}

interface SetUpProps {
  draft: NewSecondFactor
  onDone: (codes: string[]) => void
  onClose: () => void
}

function SetUp({ draft, onDone, onClose }: SetUpProps) {
  const [code, setCode] = useState('')
  const { mutateAsync: confirm } = useAct('PUT /v1/auth/second-factor')
  const send = async () => {
    const { recoveryCodes } = await confirm({ body: { draft: draft.draft, code } })
    onDone(recoveryCodes)
  }
  return (
    <FormDialog title={t('Second factor')} submit={t('Confirm')} onSubmit={send} onClose={onClose}>
      {(fields) => (
        <>
          <Text size="sm">{t('Read this with an authenticator app, or type the secret into it.')}</Text>
          <Picture text={draft.address} />
          <code className={styles.secret}>{draft.secret}</code>
          <TextInput
            label={t('The code it shows')}
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            data-autofocus
            value={code}
            error={fields.code ?? fields.draft}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        </>
      )}
    </FormDialog>
  )
}

/** Dark on light whatever the theme: some apps read nothing else. */
function Picture({ text }: { text: string }) {
  const { data, size } = encode(text, { border: 2 })
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg viewBox={`0 0 ${size} ${size}`} width={180} role="img" aria-label={t('A picture of the secret')}>
      <rect width={size} height={size} fill="white" />
      <path d={path} fill="black" />
    </svg>
  )
}
