// Hands what somebody looks after on to another, also of whoever is shut out already: how much it is, is shown first.
import { Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { HandedOver, Person } from '../../api-types.ts'
import { call, useAct } from '../../api.ts'
import { usePeople } from '../../lookups.ts'
import { say } from '../../say.ts'
import { FormDialog, ProblemAlert } from '../../ui/form-dialog.tsx'
import { LoadingRows } from '../../ui/states.tsx'
import { t, tn } from '../../words.ts'

const DOOR = 'POST /v1/admin/people/:personId/hand-over'

export function HandOverDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const [to, setTo] = useState<string | null>(null)
  const people = usePeople()
  const handOver = useAct(DOOR)
  const params = { personId: person.id }
  const body = { to: to ?? '' }
  const preview = useQuery({
    queryKey: [DOOR, params, body],
    queryFn: ({ signal }) => call(DOOR, { params, body, query: { dryRun: 'true' }, signal }),
    enabled: to !== null,
    staleTime: 0,
    retry: false,
  })
  const plan = preview.data
  const send = async () => {
    const done = await handOver.mutateAsync({ params, body, query: { planHash: plan?.planHash ?? '' } })
    void say({ message: showHandedOver(done, people.name(to)) })
  }
  return (
    <FormDialog
      title={t('Hand over what {name} looks after', { name: person.name })}
      submit={t('Hand over')}
      disabled={!plan || preview.isFetching || countOf(plan) === 0}
      onSubmit={send}
      onClose={onClose}
    >
      {() => (
        <Stack gap="sm">
          <Successor of={person} value={to} onChange={setTo} required />
          {preview.error && <ProblemAlert error={preview.error} />}
          {preview.isLoading && <LoadingRows rows={1} />}
          <Text size="sm" role="status">
            {plan &&
              (countOf(plan) === 0 ? t('There is nothing to hand over.') : showHandedOver(plan, people.name(to)))}
          </Text>
        </Stack>
      )}
    </FormDialog>
  )
}

const countOf = ({ accounts, requests, signals }: HandedOver): number => accounts.count + requests.count + signals.count

export const showHandedOver = ({ accounts, requests, signals }: HandedOver, name: string): string =>
  t('{name} takes over {accounts}, {requests} and {signals}.', {
    name,
    accounts: tn(accounts.count, '{count} client', '{count} clients'),
    requests: tn(requests.count, '{count} request', '{count} requests'),
    signals: tn(signals.count, '{count} signal', '{count} signals'),
  })

interface SuccessorProps {
  of: Person
  value: string | null
  onChange: (personId: string | null) => void
  required?: boolean
}
export function Successor({ of, value, onChange, required = false }: SuccessorProps) {
  const people = usePeople().list
  // Members and Team Leads have no part in requests and signals.
  const others = people.filter(
    ({ id, active, roles }) => active && id !== of.id && roles.some((role) => role !== 'team_lead'),
  )
  return (
    <Select
      label={t('Who takes over')}
      description={t('Their clients, open requests and open signals.')}
      placeholder={required ? t('Choose a person') : t('Nobody: they stay where they are')}
      required={required}
      searchable
      clearable={!required}
      clearButtonProps={{ 'aria-label': t('Nobody') }}
      data={others.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
    />
  )
}
