// The stages of a template, in order; a new name is the new name of its tasks' stage too.
import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core'
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import type { Template } from '../../api-types.ts'
import { Card } from '../../ui/card.tsx'
import { t } from '../../words.ts'

interface StageListProps {
  value: Template
  set: (change: Partial<Template>) => void
}

const MOST = 30

export function StageList({ value: { stages, tasks }, set }: StageListProps) {
  const rename = (place: number, name: string) => {
    const old = stages[place]
    set({
      stages: stages.with(place, name),
      tasks: tasks.map((task) => (task.stage === old ? { ...task, stage: name } : task)),
    })
  }
  const remove = (gone: string) =>
    set({
      stages: stages.filter((stage) => stage !== gone),
      tasks: tasks.map((task) => (task.stage === gone ? { ...task, stage: null } : task)),
    })
  const swap = (place: number, other: number) =>
    set({ stages: stages.with(place, stages[other] ?? '').with(other, stages[place] ?? '') })
  return (
    <Card title={t('Stages')} about={t('In order. A task in “onboarding” makes its projects begin there.')}>
      <Stack gap={6}>
        {stages.map((stage, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- its name changes with each letter that is typed
          <Group key={place} gap={4} wrap="nowrap">
            <TextInput
              size="xs"
              aria-label={t('Stage {place}', { place: place + 1 })}
              value={stage}
              maxLength={100}
              onChange={(event) => rename(place, event.currentTarget.value)}
              style={{ flex: 1 }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={place === 0}
              aria-label={t('Move {stage} up', { stage })}
              onClick={() => swap(place, place - 1)}
            >
              <ArrowUp size={15} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={place === stages.length - 1}
              aria-label={t('Move {stage} down', { stage })}
              onClick={() => swap(place, place + 1)}
            >
              <ArrowDown size={15} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('Take {stage} out', { stage })}
              onClick={() => remove(stage)}
            >
              <X size={15} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          disabled={stages.length >= MOST}
          onClick={() => set({ stages: [...stages, newName(stages)] })}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('Add a stage')}
        </Button>
      </Stack>
    </Card>
  )
}

function newName(stages: string[]): string {
  const name = (n: number) => (n === 1 ? t('new stage') : t('new stage {n}', { n }))
  const free = Array.from({ length: stages.length + 1 }, (_, i) => name(i + 1))
  return free.find((each) => !stages.includes(each)) ?? name(stages.length + 2)
}
