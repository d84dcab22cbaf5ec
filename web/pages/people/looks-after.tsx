// What somebody looks after, as far as one may see it: clients, projects, requests, signals, teams.
import { Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useDoor } from '../../api.ts'
import { PRIORITY, PROJECT_STATUS, REQUEST_STATUS, SIGNAL_STATUS } from '../../labels.ts'
import { useTeams } from '../../lookups.ts'
import { useMay } from '../../me.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { PulseRing } from '../../ui/figures.tsx'
import { t } from '../../words.ts'

const MOST = 8
const OPEN_REQUESTS = 'pending,in_review,awaiting_client,accepted'
const OPEN_SIGNALS = 'pending,acknowledged,snoozed'

export function LooksAfter({ personId }: { personId: string }) {
  const teams = useTeams().list.filter(({ leadId }) => leadId === personId)
  const clients = useDoor(
    'GET /v1/admin/accounts',
    { query: { accountManagerId: personId, limit: MOST, sort: 'name' } },
    { enabled: useMay('account.read') },
  ).data?.data
  const projects = useDoor(
    'GET /v1/admin/me/projects',
    { query: { managerId: personId, status: 'onboarding,active,on_hold', limit: MOST, sort: 'name' } },
    { enabled: useMay('me.projects') },
  ).data?.data
  const requests = useDoor(
    'GET /v1/admin/requests',
    { query: { assigneeId: personId, status: OPEN_REQUESTS, limit: MOST } },
    { enabled: useMay('request.read') },
  ).data?.data
  const signals = useDoor(
    'GET /v1/admin/signals',
    { query: { assigneeId: personId, status: OPEN_SIGNALS, limit: MOST } },
    { enabled: useMay('signal.read') },
  ).data?.data
  const parts = [
    <Part
      key="teams"
      title={t('Leads')}
      rows={teams.map(({ id, name }) => line(id, <Link to="/teams">{name}</Link>))}
    />,
    <Part
      key="clients"
      title={t('Clients')}
      rows={clients?.map(({ id, name }) =>
        line(
          id,
          <Link to="/accounts/$accountId" params={{ accountId: id }}>
            {name}
          </Link>,
        ),
      )}
    />,
    <Part
      key="projects"
      title={t('Manages')}
      rows={projects?.map(({ id, name, status, health }) =>
        line(
          id,
          <Link to="/projects/$projectId" params={{ projectId: id }}>
            {name}
          </Link>,
          <>
            <ToneBadge tone={PROJECT_STATUS()[status].tone}>{PROJECT_STATUS()[status].text}</ToneBadge>
            <PulseRing score={health.score} band={health.band} />
          </>,
        ),
      )}
    />,
    <Part
      key="requests"
      title={t('Open requests')}
      rows={requests?.map(({ id, title, status }) =>
        line(
          id,
          <Link to="/requests" search={{ request: id }}>
            {title}
          </Link>,
          <ToneBadge tone={REQUEST_STATUS()[status].tone}>{REQUEST_STATUS()[status].text}</ToneBadge>,
        ),
      )}
    />,
    <Part
      key="signals"
      title={t('Open signals')}
      rows={signals?.map(({ id, title, status, priority }) =>
        line(
          id,
          <Link to="/signals" search={{ signal: id }}>
            {title}
          </Link>,
          <>
            <ToneBadge tone={PRIORITY()[priority].tone}>{PRIORITY()[priority].text}</ToneBadge>
            <ToneBadge tone={SIGNAL_STATUS()[status].tone}>{SIGNAL_STATUS()[status].text}</ToneBadge>
          </>,
        ),
      )}
    />,
  ]
  const isEmpty = [teams, clients, projects, requests, signals].every((rows) => (rows?.length ?? 0) === 0)
  return (
    <Card title={t('Looks after')}>
      <Stack gap="md">
        {isEmpty && (
          <Text size="sm" c="dimmed">
            {t('Nothing that you see.')}
          </Text>
        )}
        {parts}
      </Stack>
    </Card>
  )
}

interface Line {
  id: string
  name: ReactNode
  marks?: ReactNode
}
const line = (id: string, name: ReactNode, marks?: ReactNode): Line => ({ id, name, marks })

function Part({ title, rows = [] }: { title: string; rows?: Line[] | undefined }) {
  if (rows.length === 0) return null
  return (
    <section aria-label={title}>
      <Text size="xs" c="dimmed" fw={600} pb={4}>
        {title}
      </Text>
      <Stack gap={6}>
        {rows.map(({ id, name, marks }) => (
          <Group key={id} justify="space-between" gap="sm" wrap="nowrap">
            <Text size="sm" component="div" truncate>
              {name}
            </Text>
            <Group gap="sm" wrap="nowrap">
              {marks}
            </Group>
          </Group>
        ))}
      </Stack>
    </section>
  )
}
