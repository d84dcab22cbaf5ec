// A booking that does not fit: who would be over, when and by what, where else it fits, and the way over the limit with a reason.
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { Problem, ScheduleConflict } from '../../api-types.ts'
import { showDay, showMinutes, showWeekday } from '../../formats.ts'
import { t, tn } from '../../words.ts'
import type { Wish } from './booking-proposal.ts'

export interface ConflictProblem extends Problem {
  conflicts: ScheduleConflict[]
  conflictDays: number
  offers: {
    windows: { startOn: string; endOn: string }[]
    people: { personId: string; name: string; freeMinutes: number }[]
  }
}
interface OffersProps {
  problem: ConflictProblem
  reason: string
  onReason: (reason: string) => void
  onTake: (part: Partial<Wish>) => void
}
const MOST_DAYS = 4

export function ConflictOffers({ problem, reason, onReason, onTake }: OffersProps) {
  const { conflicts, conflictDays, offers } = problem
  const more = conflictDays - Math.min(conflicts.length, MOST_DAYS)
  return (
    <Alert color="red" variant="light" role="alert" title={problem.detail}>
      <Stack gap="sm">
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {conflicts.slice(0, MOST_DAYS).map((conflict) => (
            <ConflictDay key={`${conflict.personId}${conflict.date}`} conflict={conflict} />
          ))}
          {more > 0 && <li>{tn(more, 'and {count} more day', 'and {count} more days')}</li>}
        </ul>
        <Offers offers={offers} onTake={onTake} />
        <TextInput
          label={t('Or book over capacity all the same, because')}
          description={t('The reason is kept and shown.')}
          maxLength={1000}
          value={reason}
          onChange={(event) => onReason(event.currentTarget.value)}
        />
      </Stack>
    </Alert>
  )
}

function ConflictDay({ conflict }: { conflict: ScheduleConflict }) {
  const { name, date, minutesOver, capacityMinutes, bookings } = conflict
  return (
    <li>
      <Text size="sm" component="span">
        {t('{day}: {name} would be {over} over {capacity}', {
          day: showWeekday(date),
          name,
          over: showMinutes(minutesOver),
          capacity: showMinutes(capacityMinutes),
        })}
      </Text>
      <Text size="xs" c="dimmed">
        {bookings
          .map((each) =>
            t('{project} {time}', {
              project: 'hidden' in each ? t('other projects') : each.projectName,
              time: showMinutes(each.minutes),
            }),
          )
          .join(' · ')}
      </Text>
    </li>
  )
}

function Offers({
  offers: { windows, people },
  onTake,
}: Pick<ConflictProblem, 'offers'> & Pick<OffersProps, 'onTake'>) {
  if (windows.length + people.length === 0) return <Text size="sm">{t('There is no other room for it nearby.')}</Text>
  return (
    <Group gap="xs" role="group" aria-label={t('Where it fits')}>
      <Text size="sm" fw={600}>
        {t('It fits:')}
      </Text>
      {windows.map(({ startOn, endOn }) => (
        <Button key={startOn} size="xs" variant="default" onClick={() => onTake({ startOn, endOn })}>
          {startOn === endOn ? showDay(startOn) : t('{from} – {to}', { from: showDay(startOn), to: showDay(endOn) })}
        </Button>
      ))}
      {people.map(({ personId, name, freeMinutes }) => (
        <Button key={personId} size="xs" variant="default" onClick={() => onTake({ personId })}>
          {t('{name}, {time} free', { name, time: showMinutes(freeMinutes) })}
        </Button>
      ))}
    </Group>
  )
}
