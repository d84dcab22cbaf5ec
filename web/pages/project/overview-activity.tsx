// The last things that happened in a project, as sentences.
import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ActivityEntry } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showAgo, showMoment } from '../../formats.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t, tn, told } from '../../words.ts'
import { inRuns } from '../activity/repeats.ts'
import styles from './overview.module.css'

const SHOWN = 8
/** What repeats is told once: so many are read to have as many to show. */
const READ = 40

const runsOf = (entries: ActivityEntry[]) =>
  inRuns(entries)
    .slice(0, SHOWN)
    .map((run) => ({ ...run[0], times: run.length }))

export function LatestActivity({ projectId }: { projectId: string }) {
  const activity = useDoor('GET /v1/admin/projects/:projectId/activity', {
    params: { projectId },
    query: { limit: READ, sort: '-at' },
  })
  return (
    <Card
      title={t('Latest activity')}
      actions={
        <Anchor component={Link} to={`/projects/${projectId}/activity`} size="sm">
          {t('All activity')}
        </Anchor>
      }
    >
      <Loaded query={activity} rows={4}>
        {({ data }) => (
          <ul className={styles.lines}>
            {runsOf(data).map(({ id, said, at, times }) => (
              <li key={id} className={styles.line}>
                <span>
                  {told(said)}
                  {times > 1 && ` (${tn(times, 'once', '{count} times')})`}
                </span>
                <Text
                  component="time"
                  dateTime={at}
                  title={showMoment(at)}
                  size="xs"
                  c="dimmed"
                  style={{ flex: 'none' }}
                >
                  {showAgo(at)}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  )
}
