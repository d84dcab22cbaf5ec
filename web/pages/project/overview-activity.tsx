// The last things that happened in a project, as sentences.
import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useDoor } from '../../api.ts'
import { showAgo, showMoment } from '../../formats.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t, told } from '../../words.ts'
import styles from './overview.module.css'

const SHOWN = 8

export function LatestActivity({ projectId }: { projectId: string }) {
  const activity = useDoor('GET /v1/admin/projects/:projectId/activity', {
    params: { projectId },
    query: { limit: SHOWN, sort: '-at' },
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
            {data.map(({ id, said, at }) => (
              <li key={id} className={styles.line}>
                <span>{told(said)}</span>
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
