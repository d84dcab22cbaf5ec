// What somebody looks after, as far as one may see it: teams, clients, projects, requests, signals.
import { Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useDoor } from '../../api.ts'
import { PROJECT_STATUS, REQUEST_STATUS, SIGNAL_STATUS, type Label } from '../../labels.ts'
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
  const parts = [
    useLed(personId),
    useClients(personId),
    useManaged(personId),
    useRequests(personId),
    useSignals(personId),
  ]
  const filled = parts.filter(({ lines }) => lines.length > 0)
  return (
    <Card title={t('Looks after')}>
      <Stack gap="md">
        {filled.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('Nothing that you see.')}
          </Text>
        )}
        {filled.map(({ title, lines }) => (
          <Part key={title} title={title} lines={lines} />
        ))}
      </Stack>
    </Card>
  )
}

interface Line {
  id: string
  name: ReactNode
  marks?: ReactNode
}
interface Looked {
  title: string
  lines: Line[]
}
const badge = ({ tone, text }: Label) => <ToneBadge tone={tone}>{text}</ToneBadge>

function useLed(personId: string): Looked {
  const led = useTeams().list.filter(({ leadId }) => leadId === personId)
  return { title: t('Leads'), lines: led.map(({ id, name }) => ({ id, name: <Link to="/teams">{name}</Link> })) }
}

function useClients(personId: string): Looked {
  const query = { accountManagerId: personId, limit: MOST, sort: 'name' as const }
  const { data } = useDoor('GET /v1/admin/accounts', { query }, { enabled: useMay('account.read') })
  const line = ({ id, name }: { id: string; name: string }): Line => ({
    id,
    name: (
      <Link to="/accounts/$accountId" params={{ accountId: id }}>
        {name}
      </Link>
    ),
  })
  return { title: t('Clients'), lines: (data?.data ?? []).map(line) }
}

function useManaged(personId: string): Looked {
  const query = { managerId: personId, status: 'onboarding,active,on_hold', limit: MOST, sort: 'name' as const }
  const { data } = useDoor('GET /v1/admin/me/projects', { query }, { enabled: useMay('me.projects') })
  const lines = (data?.data ?? []).map(({ id, name, status, health }) => ({
    id,
    name: (
      <Link to="/projects/$projectId" params={{ projectId: id }}>
        {name}
      </Link>
    ),
    marks: (
      <>
        {badge(PROJECT_STATUS()[status])}
        <PulseRing score={health.score} band={health.band} />
      </>
    ),
  }))
  return { title: t('Manages'), lines }
}

function useRequests(personId: string): Looked {
  const query = { assigneeId: personId, status: OPEN_REQUESTS, limit: MOST }
  const { data } = useDoor('GET /v1/admin/requests', { query }, { enabled: useMay('request.read') })
  const lines = (data?.data ?? []).map(({ id, title, status }) => ({
    id,
    name: (
      <Link to="/requests" search={{ request: id }}>
        {title}
      </Link>
    ),
    marks: badge(REQUEST_STATUS()[status]),
  }))
  return { title: t('Open requests'), lines }
}

function useSignals(personId: string): Looked {
  const query = { assigneeId: personId, status: OPEN_SIGNALS, limit: MOST }
  const { data } = useDoor('GET /v1/admin/signals', { query }, { enabled: useMay('signal.read') })
  const lines = (data?.data ?? []).map(({ id, title, status }) => ({
    id,
    name: (
      <Link to="/signals" search={{ signal: id }}>
        {title}
      </Link>
    ),
    marks: badge(SIGNAL_STATUS()[status]),
  }))
  return { title: t('Open signals'), lines }
}

function Part({ title, lines }: Looked) {
  return (
    <section aria-label={title}>
      <Text size="xs" c="dimmed" fw={600} pb={4}>
        {title}
      </Text>
      <Stack gap={6}>
        {lines.map(({ id, name, marks }) => (
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
