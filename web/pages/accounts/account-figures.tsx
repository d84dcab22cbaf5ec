// How a client stands, its parts included, in figures.
import { SimpleGrid } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { PortfolioFigures } from '../../api-types.ts'
import { showAgo, showDay, showMoney, showNumber } from '../../formats.ts'
import { BAND } from '../../labels.ts'
import { Figure } from '../../ui/figures.tsx'
import { t, tn } from '../../words.ts'

const BANDS = ['healthy', 'watch', 'at_risk'] as const

export const moneyOf = (money: PortfolioFigures['monthlyValue']): string =>
  money.map(({ currency, minor }) => showMoney(minor, currency)).join(' + ') || '–'

export function AccountFigures({ accountId, figures }: { accountId: string; figures: PortfolioFigures }) {
  const { projects, bands, worst, overdueTasks, openRequests, overdueRequests, openSignals, lastClientMessageAt } =
    figures
  const next = figures.nextMilestones[0]
  return (
    <SimpleGrid cols={{ base: 2, sm: 4, lg: 7 }} spacing="sm">
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
        value={moneyOf(figures.monthlyValue)}
        about={
          next && (
            <Link to="/projects/$projectId/plan" params={{ projectId: next.projectId }}>
              {t('{day}: {milestone}', { day: showDay(next.dueOn), milestone: next.title })}
            </Link>
          )
        }
      />
      <Figure
        name={t('Billed')}
        value={moneyOf(figures.billed)}
        about={
          <Link to="/billing" search={{ account: accountId }}>
            {t('what for')}
          </Link>
        }
      />
    </SimpleGrid>
  )
}
