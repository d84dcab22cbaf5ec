// What happened, the newest first: sentences with their causes, day by day. The project's tab and the audit log show the same.
import { Button, Text } from '@mantine/core'
import { Bot, Building2, ChevronDown, ChevronRight, Plug, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import type { ActivityEntry } from '../../api-types.ts'
import { dayOf, showTime, showWeekday } from '../../formats.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { t, tn, told } from '../../words.ts'
import styles from './activity.module.css'
import { DetailsButton, EntryDetails, hasDetails } from './entry-details.tsx'
import { inRuns } from './repeats.ts'
import { Sentence } from './sentence.tsx'

export interface ActivityListProps {
  entries: ActivityEntry[]
  hasMore: boolean
  loadsMore: boolean
  onMore: () => void
  /** Also shows each one's place in the log. */
  numbered?: boolean
}

export function ActivityList({ entries, hasMore, loadsMore, onMore, numbered = false }: ActivityListProps) {
  if (entries.length === 0)
    return <EmptyState title={t('Nothing happened')}>{t('Nothing of this kind is in the log.')}</EmptyState>
  const days = Map.groupBy(entries, ({ at }) => showWeekday(dayOf(at)))
  return (
    <>
      {[...days].map(([day, all]) => (
        <section key={day} className={styles.day}>
          <h3 className={styles.heading}>{day}</h3>
          <ol className={styles.entries}>
            {inRuns(all).map((run) =>
              run.length === 1 ? (
                <Entry key={run[0].id} entry={run[0]} numbered={numbered} />
              ) : (
                <Run key={run[0].id} run={run} numbered={numbered} />
              ),
            )}
          </ol>
        </section>
      ))}
      {hasMore && (
        <div className={styles.more}>
          <Button variant="default" size="xs" loading={loadsMore} onClick={onMore}>
            {t('Load more')}
          </Button>
        </div>
      )}
    </>
  )
}

/** What happened several times in a row, told once; opened, each by itself. */
function Run({ run, numbered }: { run: [ActivityEntry, ...ActivityEntry[]]; numbered: boolean }) {
  const [open, setOpen] = useState(false)
  const [first] = run
  const times = tn(run.length, 'once', '{count} times')
  const words = told(first.said)
  return (
    <>
      <li className={styles.entry}>
        <ActorMark actor={first.actor} />
        <div className={styles.told}>
          {words}{' '}
          <Button
            size="compact-xs"
            variant="light"
            aria-expanded={open}
            aria-label={t('{sentence}, {times}: show each', { sentence: words, times })}
            rightSection={open ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
            onClick={() => setOpen(!open)}
          >
            {times}
          </Button>
          {first.cause && (
            <Text size="xs" c="dimmed">
              {t('because: {cause}', { cause: told(first.cause.said) })}
            </Text>
          )}
        </div>
        <Text size="xs" c="dimmed" className={`numbers ${styles.time}`} component="time" dateTime={first.at}>
          {showTime(first.at)}
        </Text>
        <span className={styles.toggle} />
      </li>
      {open && run.map((entry) => <Entry key={entry.id} entry={entry} numbered={numbered} />)}
    </>
  )
}

function Entry({ entry, numbered }: { entry: ActivityEntry; numbered: boolean }) {
  const [open, setOpen] = useState(false)
  return (
    <li className={styles.entry}>
      <ActorMark actor={entry.actor} />
      <div className={styles.told}>
        <Sentence entry={entry} />
        {entry.cause && !open && (
          <Text size="xs" c="dimmed">
            {t('because: {cause}', { cause: told(entry.cause.said) })}
          </Text>
        )}
        {open && <EntryDetails entry={entry} />}
      </div>
      <Text size="xs" c="dimmed" className={`numbers ${styles.time}`} component="time" dateTime={entry.at}>
        {numbered && entry.seq !== null && <span className={styles.seq}>{t('no. {seq}', { seq: entry.seq })}</span>}
        {showTime(entry.at)}
      </Text>
      <span className={styles.toggle}>
        {hasDetails(entry) && <DetailsButton entry={entry} open={open} onToggle={() => setOpen(!open)} />}
      </span>
    </li>
  )
}

const MARKS: Record<string, LucideIcon> = { rule: Bot, integration: Plug, client: Building2 }
function ActorMark({ actor }: { actor: ActivityEntry['actor'] }) {
  const Icon = MARKS[actor.type]
  if (!Icon) return <PersonMark name={actor.name ?? '?'} size={26} />
  return (
    <span className={styles.mark} aria-hidden>
      <Icon size={14} />
    </span>
  )
}
