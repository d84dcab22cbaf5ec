// What the client asks for and waits for in a project.
import { Anchor, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useDoor } from '../../api.ts'
import { showAgo } from '../../formats.ts'
import { REQUEST_STATUS } from '../../labels.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import styles from './overview.module.css'

const OPEN = 'pending,in_review,awaiting_client,accepted'
const SHOWN = 5

export function OpenRequests({ projectId }: { projectId: string }) {
  const params = { projectId }
  const requests = useDoor('GET /v1/admin/projects/:projectId/requests', {
    params,
    query: { status: OPEN, limit: SHOWN },
  })
  return (
    <Card
      title={t('Open requests')}
      actions={
        <Anchor component={Link} to={`/projects/${projectId}/requests`} size="sm">
          {t('All requests')}
        </Anchor>
      }
    >
      <Loaded query={requests} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('The client waits for nothing.')}
            </Text>
          ) : (
            <ul className={styles.lines}>
              {data.map(({ id, title, status, createdAt }) => (
                <li key={id} className={styles.line}>
                  <Link to="/projects/$projectId/requests" params={params} search={{ request: id }}>
                    {title}
                  </Link>
                  <Group gap={12} wrap="nowrap">
                    <Text span size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                      {showAgo(createdAt)}
                    </Text>
                    <ToneBadge tone={REQUEST_STATUS()[status].tone}>{REQUEST_STATUS()[status].text}</ToneBadge>
                  </Group>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  )
}
