// What would change, before it does: each thing with what moves, from what to what, and what led to it.
import { Badge, Group, ScrollArea, Stack, Text } from '@mantine/core'
import { ArrowRight, CornerDownRight } from 'lucide-react'
import type { Change } from '../api-types.ts'
import { NamedValue } from '../named-value.tsx'
import { nameOfField } from '../show-value.ts'
import { t, tn } from '../words.ts'

interface PlannedProps {
  changes: Change[]
  hiddenChanges?: number
  /** What a thing is called; its kind and id where nothing is known. */
  nameOf: (entity: Change['entity']) => string | undefined
  maxHeight?: number
}

/** The field moves that a person wants to read; what is only bookkeeping is left out. */
const QUIET = new Set([
  // Said by what it came from.
  'because',
  'updatedAt',
  'version',
  'createdAt',
  'earlyStartOn',
  'earlyFinishOn',
  'lateStartOn',
  'lateFinishOn',
  'totalFloatMinutes',
  'freeFloatMinutes',
  'because',
])

export function PlannedChanges({ changes, hiddenChanges = 0, nameOf, maxHeight = 320 }: PlannedProps) {
  const told = changes.filter(({ changes: fields }) => Object.keys(fields).some((field) => !QUIET.has(field)))
  if (told.length === 0 && hiddenChanges === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('Nothing else changes.')}
      </Text>
    )
  return (
    <ScrollArea.Autosize mah={maxHeight} viewportProps={{ tabIndex: 0, 'aria-label': t('What would change') }}>
      <Stack gap={6} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {told.map((change) => (
          <ChangeLine
            key={`${change.entity.type}:${change.entity.id}:${change.event}`}
            change={change}
            nameOf={nameOf}
          />
        ))}
        {hiddenChanges > 0 && (
          <Text component="li" size="sm" c="dimmed">
            {tn(
              hiddenChanges,
              'and {count} change in a project that you do not see',
              'and {count} changes in projects that you do not see',
            )}
          </Text>
        )}
      </Stack>
    </ScrollArea.Autosize>
  )
}

function ChangeLine({ change, nameOf }: { change: Change; nameOf: PlannedProps['nameOf'] }) {
  const { entity, causedBy } = change
  const nameOfThing = (thing: Change['entity']) => nameOf(thing) ?? `${thing.type.replaceAll('_', ' ')} ${thing.id}`
  const fields = Object.entries(change.changes).filter(([field]) => !QUIET.has(field))
  return (
    <li>
      <Group gap={6} wrap="wrap">
        {causedBy && <CornerDownRight size={14} aria-hidden />}
        <Text size="sm" fw={600}>
          {nameOfThing(entity)}
        </Text>
        {causedBy && (
          <Text size="xs" c="dimmed">
            {t('because of {name}', { name: nameOfThing(causedBy) })}
          </Text>
        )}
      </Group>
      {fields.map(([field, { from, to }]) => (
        <Group key={field} gap={6} pl={causedBy ? 20 : 0} className="numbers">
          <Badge variant="default" size="sm" tt="none" fw={500}>
            {nameOfField(field)}
          </Badge>
          <Text size="sm" c="dimmed">
            <NamedValue field={field} value={from} />
          </Text>
          <ArrowRight size={13} aria-label={t('becomes')} />
          <Text size="sm">
            <NamedValue field={field} value={to} />
          </Text>
        </Group>
      ))}
    </li>
  )
}
