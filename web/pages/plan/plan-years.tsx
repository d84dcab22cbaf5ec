// Of a plan that is longer than can be shown at once: which days are shown, and the way to those before and after.
import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ProjectSchedule } from '../../api-types.ts'
import { showMonth } from '../../formats.ts'
import { t } from '../../words.ts'
import { windowsAround } from './plan-window.ts'

interface PlanYearsProps {
  schedule: Pick<ProjectSchedule, 'from' | 'to' | 'extent'>
  onFrom: (from: string) => void
}

export function PlanYears({ schedule, onFrom }: PlanYearsProps) {
  const { earlier, later } = windowsAround(schedule)
  if (earlier === undefined && later === undefined) return null
  const { from, to } = schedule
  return (
    <Group gap={4} wrap="nowrap" role="group" aria-label={t('Days shown')}>
      <Turn label={t('Earlier tasks')} to={earlier} onFrom={onFrom}>
        <ChevronLeft size={16} />
      </Turn>
      <Text size="xs" className="numbers" role="status">
        {t('{from} – {to}', { from: showMonth(from), to: showMonth(to) })}
      </Text>
      <Turn label={t('Later tasks')} to={later} onFrom={onFrom}>
        <ChevronRight size={16} />
      </Turn>
    </Group>
  )
}

interface TurnProps {
  label: string
  to: string | undefined
  onFrom: (from: string) => void
  children: ReactNode
}
function Turn({ label, to, onFrom, children }: TurnProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={label}
        disabled={to === undefined}
        onClick={() => to !== undefined && onFrom(to)}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
