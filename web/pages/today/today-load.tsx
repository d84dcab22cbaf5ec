// People whose days hold more than they have room for, and projects that are in another band than a week ago.
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { TrendingDown, TrendingUp } from 'lucide-react'
import type { Today, TodayHealth, TodayOverload } from '../../api-types.ts'
import { showMinutes, showWeekday } from '../../formats.ts'
import { BAND } from '../../labels.ts'
import { PulseRing } from '../../ui/figures.tsx'
import { t, tn } from '../../words.ts'
import { Attention, Item } from './attention.tsx'
import styles from './today.module.css'

export function TodayOverloads({ overloads }: { overloads: Today['overloads'] }) {
  return (
    <Attention
      id="overloads"
      title={t('Over capacity')}
      tone="bad"
      some={overloads}
      more={{ to: '/schedule', search: { over: '1' } }}
    >
      {(overload) => <OverloadItem key={overload.person.id} overload={overload} />}
    </Attention>
  )
}

function OverloadItem({ overload: { person, days } }: { overload: TodayOverload }) {
  const [first] = days
  if (!first) return null
  const search = { from: first.on, person: person.id }
  return (
    <Item
      tone="bad"
      name={<span className={styles.name}>{person.name}</span>}
      about={
        <>
          <span data-tone="bad">
            {t('{day}: {booked} of {capacity}', {
              day: showWeekday(first.on),
              booked: showMinutes(first.bookedMinutes),
              capacity: showMinutes(first.capacityMinutes),
            })}
          </span>
          {days.length > 1 && <span>{tn(days.length - 1, 'and {count} more day', 'and {count} more days')}</span>}
        </>
      }
      acts={
        <Button
          size="compact-sm"
          variant="default"
          component={Link}
          to="/schedule"
          search={search as never}
          aria-label={t('Open the schedule of {name}', { name: person.name })}
        >
          {t('Open')}
        </Button>
      }
    />
  )
}

export function TodayHealths({ health }: { health: Today['health'] }) {
  return (
    <Attention
      id="health"
      title={t('Health changed this week')}
      tone="info"
      some={health}
      more={{ to: '/projects', search: { sort: 'score' } }}
    >
      {(change) => <HealthItem key={change.projectId} change={change} />}
    </Attention>
  )
}

function HealthItem({ change: { projectId, name, from, to } }: { change: TodayHealth }) {
  const isWorse = (to.score ?? 0) < (from.score ?? 0)
  const Direction = isWorse ? TrendingDown : TrendingUp
  const words = { from: BAND()[from.band].text, to: BAND()[to.band].text }
  return (
    <Item
      tone={to.band === 'at_risk' ? 'bad' : to.band === 'watch' ? 'warn' : 'good'}
      name={
        <Link to="/projects/$projectId" params={{ projectId } as never} className={styles.name}>
          {name}
        </Link>
      }
      about={
        <>
          <Direction size={15} aria-hidden />
          <span>{isWorse ? t('fell from {from} to {to}', words) : t('rose from {from} to {to}', words)}</span>
        </>
      }
      acts={<PulseRing score={to.score} band={to.band} />}
    />
  )
}
