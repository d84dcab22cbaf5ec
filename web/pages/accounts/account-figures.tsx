// How a client stands, its parts included, in figures.
import { SimpleGrid, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { PortfolioFigures } from '../../api-types.ts'
import { showAgo, showDay, showMoney, showNumber } from '../../formats.ts'
import { BAND } from '../../labels.ts'
import { t, tn } from '../../words.ts'

const BANDS = ['healthy', 'watch', 'at_risk'] as const

export const moneyOf = ({ monthlyValue }: PortfolioFigures): string =>
  monthlyValue.map(({ currency, minor }) => showMoney(minor, currency)).join(' + ') || '–'

export function AccountFigures({ figures }: { figures: PortfolioFigures }) {
  const { projects, bands, worst, overdueTasks, openRequests, overdueRequests, openSignals, lastClientMessageAt } =
    figures
  const next = figures.nextMilestones[0]
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
      <Figure
        name={t('Running projects')}
        value={showNumber(projects.active + projects.onboarding)}
        about={tn(projects.on_hold, '{count} on hold', '{count} on hold')}
      />
      <Figure
        name={t('Health')}
        value={worst ? showNumber(worst.score) : '–'}
        about={BANDS.flatMap((band) =>
          bands[band] > 0 ? [`${showNumber(bands[band])} ${BAND()[band].text}`] : [],
        ).join(' · ')}
      />
      <Figure name={t('Overdue tasks')} value={showNumber(overdueTasks)} bad={overdueTasks > 0} />
      <Figure
        name={t('Open requests')}
        value={showNumber(openRequests)}
        about={
          overdueRequests > 0 ? tn(overdueRequests, '{count} past its time', '{count} past their time') : undefined
        }
        bad={overdueRequests > 0}
      />
      <Figure
        name={t('Open signals')}
        value={showNumber(openSignals)}
        about={lastClientMessageAt ? t('last heard {ago}', { ago: showAgo(lastClientMessageAt) }) : undefined}
      />
      <Figure
        name={t('Each month')}
        value={moneyOf(figures)}
        about={
          next && (
            <Link to="/projects/$projectId/plan" params={{ projectId: next.projectId }}>
              {t('{day}: {milestone}', { day: showDay(next.dueOn), milestone: next.title })}
            </Link>
          )
        }
      />
    </SimpleGrid>
  )
}

interface FigureProps {
  name: string
  value: string
  about?: ReactNode
  bad?: boolean
}

function Figure({ name, value, about, bad = false }: FigureProps) {
  return (
    <div className="card" style={{ padding: '10px 14px', minWidth: 0 }}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fz={20} fw={650} className="numbers" {...(bad && { c: 'var(--bad)' })}>
        {value}
      </Text>
      <Text size="xs" c="dimmed" component="div" truncate>
        {about}
      </Text>
    </div>
  )
}
