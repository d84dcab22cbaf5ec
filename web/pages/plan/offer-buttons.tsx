// What the server offers where a booking does not fit: other days of the same person, other people on the same days.
import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import type { Allocation, Problem } from '../../api-types.ts'
import { ApiProblem, call } from '../../api.ts'
import { showMinutes } from '../../formats.ts'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'
import { sayDates } from './bar-words.ts'
import type { Wish } from './use-plan-change.ts'

interface Offers {
  windows: { startOn: string; endOn: string }[]
  people: { personId: string; name: string; freeMinutes: number }[]
}
export const offersIn = (problem: Problem): Offers | undefined =>
  problem.code === 'schedule_conflict' ? (problem.offers as Offers | undefined) : undefined

interface OfferButtonsProps {
  offers: Offers
  booking: Allocation
  onPropose: (wish: Wish) => void
}
export function OfferButtons({ offers, booking, onPropose }: OfferButtonsProps) {
  const { id, startOn, endOn, personId } = booking
  const offer = (label: string, change: object, reverse: object) => (
    <Button
      key={label}
      size="xs"
      variant="light"
      onClick={() =>
        onPropose({
          label,
          change: { allocations: { update: [{ id, ...change }] } },
          reverse: { allocations: { update: [{ id, ...reverse }] } },
        })
      }
    >
      {label}
    </Button>
  )
  if (offers.windows.length + offers.people.length === 0)
    return <Text size="sm">{t('There is no room on other days, and nobody else is free.')}</Text>
  return (
    <Group gap={6} mt={6}>
      {offers.windows.map((window) =>
        offer(t('Move to {dates}', { dates: sayDates(window.startOn, window.endOn) }), window, { startOn, endOn }),
      )}
      {offers.people.map((person) =>
        offer(
          t('Give to {name} ({free} free)', { name: person.name, free: showMinutes(person.freeMinutes) }),
          { personId: person.personId },
          { ...(personId !== null && { personId }) },
        ),
      )}
    </Group>
  )
}

/** Asks where else a booking of days that are over would fit: the same once more is refused, with the offers. */
export function FindRoom({ booking, onPropose }: { booking: Allocation; onPropose: (wish: Wish) => void }) {
  const [offers, setOffers] = useState<Offers>()
  const [failed, setFailed] = useState<Error>()
  const [asking, setAsking] = useState(false)
  const ask = async () => {
    setAsking(true)
    setFailed(undefined)
    try {
      await call('PUT /v1/admin/projects/:projectId/schedule', {
        params: { projectId: booking.projectId },
        query: { from: booking.startOn, to: booking.startOn, dryRun: 'true' },
        body: { allocations: { create: [sameAs(booking)] } },
      })
      setOffers({ windows: [], people: [] })
    } catch (error) {
      const found = error instanceof ApiProblem ? offersIn(error.problem) : undefined
      if (found) setOffers(found)
      else setFailed(error as Error)
    } finally {
      setAsking(false)
    }
  }
  if (offers) return <OfferButtons offers={offers} booking={booking} onPropose={onPropose} />
  return (
    <>
      {failed && <ProblemAlert error={failed} />}
      <Button size="xs" variant="default" loading={asking} onClick={() => void ask()}>
        {t('Find room')}
      </Button>
    </>
  )
}

function sameAs({ personId, startOn, endOn, minutesPerDay, percent, totalMinutes }: Allocation) {
  return {
    startOn,
    endOn,
    ...(personId !== null && { personId }),
    ...(minutesPerDay !== null && { minutesPerDay }),
    ...(percent !== null && { percent }),
    ...(totalMinutes !== null && { totalMinutes }),
  }
}
