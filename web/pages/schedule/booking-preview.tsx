// What a change of a booking would do, before it does: what moves, and which days fill up.
import { Alert, Stack, Text } from '@mantine/core'
import type { CapacityWarning, ChangedSchedulePlanned } from '../../api-types.ts'
import { showMinutes, showPercent, showWeekday } from '../../formats.ts'
import { PlannedChanges } from '../../ui/preview.tsx'
import { t } from '../../words.ts'

interface PreviewProps {
  projectName: string | null
  planned: ChangedSchedulePlanned
  /** Of people, by their ids. */
  names: ReadonlyMap<string, string>
}

export function BookingPreview({ projectName, planned, names }: PreviewProps) {
  const nameOf = ({ type, id }: { type: string; id: string }) => {
    if (type === 'allocation') return t('Booking on {project}', { project: projectName ?? '' })
    if (type === 'project') return projectName ?? undefined
    return type === 'person' ? names.get(id) : undefined
  }
  const [made, others] = [planned.changes.filter(isMade), planned.changes.filter((change) => !isMade(change))]
  const changes = others.map((change) => ({ ...change, changes: withNames(change.changes, names) }))
  return (
    <Stack gap="xs" role="status">
      <Text size="sm" fw={600}>
        {t('What follows')}
      </Text>
      {made.map(({ entity }) => (
        <Text key={entity.id} size="sm">
          {t('{time} booked in all.', {
            time: showMinutes(planned.allocations.find(({ id }) => id === entity.id)?.bookedMinutes ?? 0),
          })}
        </Text>
      ))}
      <PlannedChanges changes={changes} hiddenChanges={planned.hiddenChanges} nameOf={nameOf} maxHeight={180} />
      {planned.warnings.length > 0 && <Warnings warnings={planned.warnings} />}
    </Stack>
  )
}

/** A booking that is yet to be made: the fields above say all of it but what its days come to. */
const isMade = ({ event }: ChangedSchedulePlanned['changes'][number]): boolean => event === 'allocation.created'

type Fields = ChangedSchedulePlanned['changes'][number]['changes']
/** As people say it: names instead of ids, who joins a team instead of all of it, and not each day that carries the booking. */
function withNames({ days: _, ...fields }: Fields, names: ReadonlyMap<string, string>): Fields {
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named)
    if (typeof value === 'object' && value !== null) return Object.values(value).join(', ')
    return typeof value === 'string' ? (names.get(value) ?? value) : value
  }
  return Object.fromEntries(
    Object.entries(fields).map(([field, move]) =>
      field === 'assignedTeam'
        ? [t('Joins the team'), { from: [], to: named(joining(move)) }]
        : [field, { from: named(move?.from), to: named(move?.to) }],
    ),
  )
}

function joining(move: Fields[string]): unknown[] {
  const [from, to] = [move?.from, move?.to].map((value) => (Array.isArray(value) ? (value as unknown[]) : []))
  return (to ?? []).filter((id) => !from?.includes(id))
}

function Warnings({ warnings }: { warnings: CapacityWarning[] }) {
  return (
    <Alert color="orange" variant="light">
      {warnings.slice(0, 4).map(({ personId, name, date, percent }) => (
        <Text key={personId + date} size="sm">
          {t('{name} is booked to {percent} on {day}', { name, percent: showPercent(percent), day: showWeekday(date) })}
        </Text>
      ))}
    </Alert>
  )
}
