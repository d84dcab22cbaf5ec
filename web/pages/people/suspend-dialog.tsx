// Before somebody is shut out: what they leave behind, and who takes over what can be handed over.
import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LeftPersonPlanned, Person } from '../../api-types.ts'
import { call, useAct } from '../../api.ts'
import { usePeople } from '../../lookups.ts'
import { FormDialog, ProblemAlert } from '../../ui/form-dialog.tsx'
import { LoadingRows } from '../../ui/states.tsx'
import { t, tn } from '../../words.ts'
import { showHandedOver, Successor } from './hand-over-dialog.tsx'

const DOOR = 'POST /v1/admin/people/:personId/suspend'

export function SuspendDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const [to, setTo] = useState<string | null>(null)
  const people = usePeople()
  const suspend = useAct(DOOR)
  const params = { personId: person.id }
  const body = to === null ? {} : { handOverTo: to }
  const preview = useQuery({
    queryKey: [DOOR, params, body],
    queryFn: ({ signal }) => call(DOOR, { params, body, query: { dryRun: 'true' }, signal }),
    staleTime: 0,
  })
  const plan = preview.data
  return (
    <FormDialog
      title={t('Suspend {name}?', { name: person.name })}
      submit={t('Suspend')}
      danger
      disabled={!plan || preview.isFetching}
      onSubmit={() =>
        suspend.mutateAsync({ params, body, version: person.version, query: { planHash: plan?.planHash ?? '' } })
      }
      onClose={onClose}
    >
      {() => (
        <Stack gap="sm">
          <Text size="sm">{t('They can no longer sign in, and nothing new is assigned to them.')}</Text>
          <Successor of={person} value={to} onChange={setTo} />
          {preview.error && <ProblemAlert error={preview.error} />}
          {plan ? <LeftBehind plan={plan} to={people.name(to)} /> : <LoadingRows rows={2} />}
        </Stack>
      )}
    </FormDialog>
  )
}

function LeftBehind({ plan, to }: { plan: LeftPersonPlanned; to: string }) {
  const { handedOver, openTasks, futureBookings, accountsWithoutManager, openRequests, openSignals } = plan
  const left = [
    [openTasks.count, tn(openTasks.count, '{count} open task', '{count} open tasks')],
    [futureBookings.count, tn(futureBookings.count, '{count} booking after today', '{count} bookings after today')],
    [openRequests.count, tn(openRequests.count, '{count} open request', '{count} open requests')],
    [openSignals.count, tn(openSignals.count, '{count} open signal', '{count} open signals')],
    [
      accountsWithoutManager.count,
      tn(accountsWithoutManager.count, '{count} client without a manager', '{count} clients without a manager'),
    ],
  ] as const
  const stays = left.flatMap(([count, words]) => (count > 0 ? [words] : []))
  return (
    <Stack gap={4} role="status">
      {handedOver && <Text size="sm">{showHandedOver(handedOver, to)}</Text>}
      <Text size="sm" fw={600}>
        {stays.length === 0 ? t('Nothing stays behind.') : t('What stays with them until somebody moves it:')}
      </Text>
      {stays.length > 0 && (
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {stays.map((words) => (
            <li key={words}>
              <Text size="sm">{words}</Text>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  )
}
