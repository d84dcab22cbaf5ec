// Today: what needs me now, by what I may do about it, each acted upon where it stands.
import { Sun } from 'lucide-react'
import type { Today } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showWeekday } from '../../formats.ts'
import { useMe } from '../../me.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { TodayFigures } from './today-figures.tsx'
import { TodayHealths, TodayOverloads } from './today-load.tsx'
import { TodayRequests } from './today-requests.tsx'
import { TodaySignals } from './today-signals.tsx'
import { TodayTasks } from './today-tasks.tsx'
import styles from './today.module.css'

export function TodayPage() {
  const me = useMe()
  const [{ limit }] = useSearchState()
  const query = useDoor('GET /v1/admin/me/today', { query: limit ? { limit: Number(limit) } : {} }, { keep: true })
  const about =
    query.data &&
    t('{day} · what needs you now, {name}', { day: showWeekday(query.data.on), name: me.name.split(' ')[0] ?? me.name })
  return (
    <>
      <PageHeader title={t('Today')} about={about} />
      <Loaded query={query} rows={8}>
        {(today) => <Needs today={today} />}
      </Loaded>
    </>
  )
}

function Needs({ today }: { today: Today }) {
  const { tasks, requests, signals, overloads, health } = today
  const beside = requests.total + signals.total + overloads.total + health.total
  const all = beside + Object.values(tasks).reduce((sum, { total }) => sum + total, 0)
  return (
    <>
      <TodayFigures today={today} />
      {all === 0 ? (
        <div className="card">
          <EmptyState title={t('Nothing needs you now')} icon={<Sun size={30} strokeWidth={1.5} />}>
            {t('What is late, stands still or waits for you appears here as it happens.')}
          </EmptyState>
        </div>
      ) : (
        <div className={`${styles.columns} ${beside === 0 ? styles.alone : ''}`}>
          <div className={styles.column}>
            <TodayTasks tasks={tasks} />
          </div>
          {beside > 0 && (
            <div className={styles.column}>
              <TodayRequests requests={requests} />
              <TodaySignals signals={signals} />
              <TodayOverloads overloads={overloads} />
              <TodayHealths health={health} />
            </div>
          )}
        </div>
      )}
    </>
  )
}
