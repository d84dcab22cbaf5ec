// Under a form: what else would move if it were saved as it stands, asked anew shortly after the last key.
import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Change } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { PlannedChanges } from '../../ui/preview.tsx'
import { t } from '../../words.ts'

interface WhatFollowsProps<Draft> {
  projectId: string
  /** Undefined where there is nothing to ask yet. */
  draft: Draft | undefined
  preview: (draft: Draft) => Promise<{ changes: Change[]; hiddenChanges: number }>
}

const QUIET_MS = 400

export function WhatFollows<Draft>({ projectId, draft, preview }: WhatFollowsProps<Draft>) {
  const [asked] = useDebouncedValue(draft, QUIET_MS)
  const { data: tasks } = useDoor('GET /v1/admin/projects/:projectId/tasks', {
    params: { projectId },
    query: { limit: 100, sort: 'startOn' },
  })
  const { data, error } = useQuery({
    queryKey: ['what follows', projectId, JSON.stringify(asked)],
    queryFn: () => (asked === undefined ? null : preview(asked)),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  })
  // What is refused is said beside its field when it is sent.
  if (!data || error || asked === undefined) return null
  const titles = new Map(tasks?.data.map(({ id, title }) => [id, title]))
  const followed = data.changes.filter(({ causedBy }) => causedBy !== null)
  return (
    <section aria-live="polite" className="card" style={{ padding: 12 }}>
      <Text size="sm" fw={600} mb={4}>
        {t('What follows')}
      </Text>
      <PlannedChanges
        changes={followed}
        hiddenChanges={data.hiddenChanges}
        nameOf={({ id }) => titles.get(id)}
        maxHeight={180}
      />
    </section>
  )
}
