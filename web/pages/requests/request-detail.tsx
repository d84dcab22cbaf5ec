// One request: what is asked, how long there is, what can be done, all that was said.
import { Group, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { RequestWithHistory } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showMoment } from '../../formats.ts'
import { REQUEST_SOURCE, REQUEST_STATUS } from '../../labels.ts'
import { useProjectsById } from '../../lookups.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { FilesOn } from '../files/files-on.tsx'
import { useMayIn } from '../project/use-project.ts'
import { RequestActions } from './request-actions.tsx'
import { Clocks } from './request-clocks.tsx'
import { RequestFields } from './request-fields.tsx'
import { RequestThread } from './request-thread.tsx'
import { RequestWork } from './request-work.tsx'
import styles from '../../queue/queue-item.module.css'

export function RequestDetail({ id }: { id: string }) {
  const request = useDoor('GET /v1/admin/projects/requests/:requestId', { params: { requestId: id } })
  return (
    <section className="card" aria-label={t('The open request')}>
      <Loaded query={request}>{(found) => <Detail key={found.id} request={found} />}</Loaded>
    </section>
  )
}

function Detail({ request }: { request: RequestWithHistory }) {
  const { id, title, body, status, requester, source, createdAt, projectId } = request
  const project = useProjectsById([projectId])
  const state = REQUEST_STATUS()[status]
  const may = useMayIn(projectId)
  return (
    <>
      <div className={styles.head}>
        <Group gap="sm" align="baseline" mb={4}>
          <Title order={2} size="h3" style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          <ToneBadge tone={state.tone}>{state.text}</ToneBadge>
        </Group>
        <Text size="sm" c="dimmed" mb="sm">
          {requester.email ? <a href={`mailto:${requester.email}`}>{requester.name}</a> : requester.name}
          {' · '}
          <Link to="/projects/$projectId" params={{ projectId }}>
            {project.name(projectId)}
          </Link>
          {' · '}
          {t('{source}, {when}', { source: REQUEST_SOURCE()[source].text, when: showMoment(createdAt) })}
        </Text>
        <Clocks request={request} />
        {may('request.update') && <RequestFields request={request} />}
        <RequestActions request={request} />
      </div>
      <div className={styles.part}>
        <h3 className={styles.partTitle}>{t('What is asked')}</h3>
        {body ? (
          <Markdown text={body} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('Nothing more was said.')}
          </Text>
        )}
        {may('attachment.read') && (
          <FilesOn
            projectId={projectId}
            on={{ requestId: id }}
            mayBring={may('attachment.write')}
            mayRun={may('project.update')}
          />
        )}
      </div>
      <RequestWork request={request} />
      <RequestThread request={request} />
    </>
  )
}
