// What would lift a project's health most: each with what it gives, and what some of them would give together.
import { Alert, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowRight, TrendingUp } from 'lucide-react'
import { useState } from 'react'
import type { PreviewedPulse, PulseAction, PulseLift } from '../../api-types.ts'
import { call } from '../../api.ts'
import { showDaysIn } from '../../formats.ts'
import { BAND } from '../../labels.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { t, told } from '../../words.ts'
import { nameOfMetric } from './project-words.ts'
import styles from './overview.module.css'

interface LiftsProps {
  projectId: string
  score: number | null
  lifts: PulseLift[]
}
const keyOfAction = (action: PulseAction): string => JSON.stringify(action)

export function Lifts({ projectId, score, lifts }: LiftsProps) {
  const [tried, setTried] = useState<string[]>([])
  const actions = lifts.filter(({ action }) => tried.includes(keyOfAction(action))).map(({ action }) => action)
  const toggle = (key: string) => setTried((now) => (now.includes(key) ? now.filter((k) => k !== key) : [...now, key]))
  return (
    <Card title={t('What would lift it most')} about={t('Choose some to see what they would do together.')}>
      <ul className={styles.lines}>
        {lifts.map(({ action, said, change }) => (
          <li key={keyOfAction(action)} className={styles.line}>
            <Checkbox
              label={showDaysIn(told(said))}
              checked={tried.includes(keyOfAction(action))}
              onChange={() => toggle(keyOfAction(action))}
            />
            <Group gap={12} wrap="nowrap">
              <Text span size="sm" fw={600} c="var(--good)" className="numbers">{`+${change}`}</Text>
              <WayTo action={action} projectId={projectId} />
            </Group>
          </li>
        ))}
      </ul>
      <div aria-live="polite">
        {actions.length > 0 && <WhatIf projectId={projectId} score={score} actions={actions} />}
      </div>
    </Card>
  )
}

/** Where it can be done. */
function WayTo({ action, projectId }: { action: PulseAction; projectId: string }) {
  const params = { projectId }
  switch (action.kind) {
    case 'complete_task':
      return (
        <Link to="." search={{ task: action.taskId }}>
          {t('Open')}
        </Link>
      )
    case 'release_booking':
      return (
        <Link to="/projects/$projectId/plan" params={params}>
          {t('Open')}
        </Link>
      )
    case 'answer':
      return action.thread.type === 'request' ? (
        <Link to="/projects/$projectId/requests" params={params} search={{ request: action.thread.id }}>
          {t('Open')}
        </Link>
      ) : (
        <Link to="/projects/$projectId/conversation" params={params}>
          {t('Open')}
        </Link>
      )
    case 'write_to_client':
      return (
        <Link to="/projects/$projectId/conversation" params={params}>
          {t('Open')}
        </Link>
      )
  }
}

function WhatIf({ projectId, score, actions }: { projectId: string; score: number | null; actions: PulseAction[] }) {
  const preview = useQuery({
    queryKey: ['pulse-preview', projectId, score, actions],
    queryFn: ({ signal }) =>
      call('POST /v1/admin/projects/:projectId/pulse/preview', { params: { projectId }, body: { actions }, signal }),
    retry: false,
  })
  if (preview.error) return <ProblemAlert error={preview.error} />
  if (!preview.data)
    return (
      <Text size="sm" c="dimmed">
        {t('Looking…')}
      </Text>
    )
  return <Outcome preview={preview.data} />
}

function Outcome({ preview: { from, score, band, metrics } }: { preview: PreviewedPulse }) {
  const counted = metrics.filter(({ contribution }) => contribution > 0)
  return (
    <Alert variant="light" mt="xs" icon={<TrendingUp size={18} />}>
      <Stack gap={4}>
        <Group gap={8} className="numbers">
          <Text fw={650}>{from ?? '–'}</Text>
          <ArrowRight size={15} aria-label={t('becomes')} />
          <Text fw={650}>{score ?? '–'}</Text>
          <ToneBadge tone={BAND()[band].tone}>{BAND()[band].text}</ToneBadge>
        </Group>
        <Text size="sm">
          {counted
            .map(({ metric, value }) => t('{metric} {value}', { metric: nameOfMetric(metric), value: value ?? '–' }))
            .join(' · ')}
        </Text>
      </Stack>
    </Alert>
  )
}
