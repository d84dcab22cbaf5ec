// One person: who they are, when they work, what they are booked for, what they look after.
import { Grid, Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Person } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { useMay } from '../../me.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Loaded, LoadingRows } from '../../ui/states.tsx'
import { LooksAfter } from './looks-after.tsx'
import { PersonActions } from './person-actions.tsx'
import { rolesOf, stateOf } from './person-columns.tsx'
import { PersonFacts } from './person-facts.tsx'
import { TimeOffCard } from './time-off-card.tsx'

const PersonSchedule = lazy(() => import('./person-schedule.tsx').then((m) => ({ default: m.PersonSchedule })))

export function PersonPage() {
  const { personId = '' } = useParams({ strict: false })
  const query = useDoor('GET /v1/admin/people/:personId', { params: { personId } })
  return <Loaded query={query}>{(person) => <PersonView person={person} />}</Loaded>
}

function PersonView({ person }: { person: Person }) {
  const maySchedule = useMay('schedule.people')
  const { text, tone } = stateOf(person)
  return (
    <>
      <PageHeader
        title={person.name}
        about={
          <>
            {rolesOf(person)} · {person.email} <ToneBadge tone={tone}>{text}</ToneBadge>
          </>
        }
      >
        <PersonActions person={person} />
      </PageHeader>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            <PersonFacts person={person} />
            <TimeOffCard person={person} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <LooksAfter personId={person.id} />
        </Grid.Col>
        {maySchedule && (
          <Grid.Col span={12}>
            <Suspense fallback={<LoadingRows rows={3} />}>
              <PersonSchedule personId={person.id} />
            </Suspense>
          </Grid.Col>
        )}
      </Grid>
    </>
  )
}
