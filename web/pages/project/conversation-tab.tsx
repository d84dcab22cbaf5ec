// The project's tab: what was said in it, to the team and to the client, in all its threads; where one writes.
import { Button, Text, Title } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import type { Communication } from '../../api-types.ts'
import { useAct, useDoor, type Query } from '../../api.ts'
import { EntityLink } from '../../entity-link.tsx'
import { MessageForm } from '../../ui/message-form.tsx'
import { Messages } from '../../ui/messages.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { usePages } from '../../use-pages.ts'
import { useSearchState } from '../../use-search.ts'
import { Segments } from '../../ui/segments.tsx'
import { t } from '../../words.ts'
import { ChatChannel } from './chat-channel.tsx'
import styles from './conversation.module.css'
import { useMayIn } from './use-project.ts'

const PAGE_ROWS = 50
type MessageQuery = Query<'GET /v1/admin/projects/:projectId/communications'>
type View = 'project' | 'all' | 'client' | 'mail'
const VIEWS = (): { value: View; label: string }[] => [
  { value: 'project', label: t('The project’s own') },
  { value: 'all', label: t('All threads') },
  { value: 'client', label: t('With the client') },
  { value: 'mail', label: t('Mail log') },
]
const QUERIES: Record<View, MessageQuery> = {
  project: { threadType: 'project' },
  all: {},
  client: { visibility: 'client' },
  mail: { channel: 'email' },
}

export function ConversationTab() {
  const { projectId = '' } = useParams({ strict: false })
  const may = useMayIn(projectId)
  if (!may('communication.read'))
    return (
      <EmptyState title={t('Not for your role')}>
        {t('What is said with the client is for those who run the project. Tasks have their own discussion.')}
      </EmptyState>
    )
  return (
    <div className={styles.columns}>
      <Conversation projectId={projectId} />
      {may('channel.manage') && <ChatChannel projectId={projectId} />}
    </div>
  )
}

function Conversation({ projectId }: { projectId: string }) {
  const [search, change] = useSearchState()
  const mayWrite = useMayIn(projectId)('communication.write')
  const { mutateAsync } = useAct('POST /v1/admin/projects/:projectId/communications')
  const params = { projectId }
  const { data: recipients } = useDoor(
    'GET /v1/admin/projects/:projectId/recipients',
    { params },
    { enabled: mayWrite },
  )
  const view = VIEWS().find(({ value }) => value === search.view)?.value ?? 'project'
  const query = { ...QUERIES[view], ...(search.q && { q: search.q }), sort: '-saidAt' as const, limit: PAGE_ROWS }
  const messages = usePages('GET /v1/admin/projects/:projectId/communications', { params, query })
  return (
    <section className={`card ${styles.conversation}`} aria-label={t('Conversation')}>
      <div className={styles.head}>
        <Title order={2} size="h5">
          {t('Conversation')}
        </Title>
        <SearchBox value={search.q ?? ''} onSearch={(q) => change({ q: q || undefined })} />
      </div>
      {mayWrite && (
        <div className={styles.form}>
          <MessageForm
            thread={`project:${projectId}`}
            ways={['internal', 'client', 'heard']}
            projectId={projectId}
            recipients={recipients?.data}
            onSend={(body) => mutateAsync({ params, body })}
          />
        </div>
      )}
      <div className={styles.views}>
        <Segments
          size="xs"
          label={t('Which messages')}
          choices={VIEWS()}
          value={view}
          onChange={(value) => change({ view: value === 'project' ? undefined : value })}
        />
      </div>
      <Loaded query={messages}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={t('Nothing was said yet')}>{t('Write to the team or to the client above.')}</EmptyState>
          ) : (
            <>
              <Messages messages={found} newestFirst label={t('Conversation')} about={aboutThread} />
              {messages.hasNextPage && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  mt="md"
                  loading={messages.isFetchingNextPage}
                  onClick={() => void messages.fetchNextPage()}
                >
                  {t('Show earlier messages')}
                </Button>
              )}
            </>
          )
        }
      </Loaded>
    </section>
  )
}

const THREADS = (): Record<Communication['thread']['type'], string> => ({
  project: '',
  task: t('In the discussion of a task'),
  request: t('In a request'),
  signal: t('In the discussion of a signal'),
})

/** The thread that a message stands in, where it is not the project's own. */
function aboutThread({ thread, projectId }: Communication) {
  if (thread.type === 'project') return null
  return (
    <Text size="xs" mb={2}>
      <EntityLink type={thread.type} id={thread.id} projectId={projectId}>
        {THREADS()[thread.type]}
      </EntityLink>
    </Text>
  )
}
