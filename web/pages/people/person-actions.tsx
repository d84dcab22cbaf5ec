// What can be done with somebody: changed, invited, relieved of what they look after, shut out, let in again.
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Person } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { useMay } from '../../me.ts'
import { say } from '../../say.ts'
import { t } from '../../words.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { PersonDialog } from './person-dialog.tsx'
import { SuspendDialog } from './suspend-dialog.tsx'

export function PersonActions({ person }: { person: Person }) {
  const mayWrite = useMay('person.write')
  const [open, setOpen] = useState<'change' | 'suspend' | 'hand-over' | 'sessions' | 'factor'>()
  const invite = useAct('POST /v1/admin/people/:personId/invite')
  const reinstate = useAct('POST /v1/admin/people/:personId/reinstate')
  const endSessions = useAct('DELETE /v1/admin/people/:personId/sessions')
  const removeFactor = useAct('DELETE /v1/admin/people/:personId/second-factor')
  if (!mayWrite) return null
  const params = { personId: person.id }
  const tell = (message: string) => void say({ message })
  const failed = ({ message }: Error) => void say({ tone: 'bad', message })
  const sendInvitation = () =>
    invite.mutate(
      { params },
      { onSuccess: ({ email }) => tell(t('An invitation is on its way to {email}.', { email })), onError: failed },
    )
  const letIn = () =>
    reinstate.mutate(
      { params, version: person.version },
      { onSuccess: () => tell(t('{name} may sign in again.', { name: person.name })), onError: failed },
    )
  return (
    <>
      {person.active && person.joinedAt === null && (
        <Button variant="default" loading={invite.isPending} onClick={sendInvitation}>
          {t('Invite')}
        </Button>
      )}
      {person.active && person.joinedAt !== null && (
        <>
          <Button variant="default" onClick={() => setOpen('sessions')}>
            {t('Sign out everywhere…')}
          </Button>
          <Button variant="default" onClick={() => setOpen('factor')}>
            {t('Remove second factor…')}
          </Button>
        </>
      )}
      <Button variant="default" onClick={() => setOpen('hand-over')}>
        {t('Hand over…')}
      </Button>
      {person.active ? (
        <Button variant="default" onClick={() => setOpen('suspend')}>
          {t('Suspend…')}
        </Button>
      ) : (
        <Button variant="default" loading={reinstate.isPending} onClick={letIn}>
          {t('Reinstate')}
        </Button>
      )}
      <Button onClick={() => setOpen('change')}>{t('Change…')}</Button>
      {open === 'sessions' && (
        <Confirm
          title={t('Sign {name} out everywhere?', { name: person.name })}
          says={t('They can sign in again; their API tokens go on working.')}
          submit={t('Sign out')}
          onConfirm={() => endSessions.mutateAsync({ params })}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'factor' && (
        <Confirm
          title={t('Remove the second factor of {name}?', { name: person.name })}
          says={t('For who lost it, once you are sure it is them. They are signed out everywhere, and told by mail.')}
          submit={t('Remove')}
          onConfirm={() => removeFactor.mutateAsync({ params })}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'change' && <PersonDialog person={person} onClose={() => setOpen(undefined)} />}
      {open === 'hand-over' && <HandOverDialog person={person} onClose={() => setOpen(undefined)} />}
      {open === 'suspend' && <SuspendDialog person={person} onClose={() => setOpen(undefined)} />}
    </>
  )
}
