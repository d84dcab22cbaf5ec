// The whole history of a request: what was said and how it moved, oldest first, and where one answers.
import { Button } from '@mantine/core'
import { ArrowRight } from 'lucide-react'
import type { RequestWithHistory } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { showMoment } from '../../formats.ts'
import { REQUEST_STATUS } from '../../labels.ts'
import { usePeople } from '../../lookups.ts'
import { useMe } from '../../me.ts'
import { say } from '../../say.ts'
import { MessageForm } from '../../ui/message-form.tsx'
import { Messages, type ThreadEvent } from '../../ui/messages.tsx'
import { usePages } from '../../use-pages.ts'
import { t } from '../../words.ts'
import { useMayIn } from '../project/use-project.ts'
import styles from '../../queue/queue-item.module.css'

export function RequestThread({ request }: { request: RequestWithHistory }) {
  const { id, projectId, communications, communicationCount, requester } = request
  const mayWrite = useMayIn(projectId)('communication.write')
  const write = useAct('POST /v1/admin/projects/:projectId/communications')
  const { data: recipients } = useDoor(
    'GET /v1/admin/projects/:projectId/recipients',
    { params: { projectId }, query: { requestId: id } },
    { enabled: mayWrite },
  )
  const earlier = useEarlier(request)
  const events = useStatusEvents(request)
  const messages = [...earlier.messages, ...communications]
  return (
    <div className={styles.part}>
      <h3 className={styles.partTitle}>{t('Conversation and history')}</h3>
      {messages.length < communicationCount && (
        <Button size="compact-sm" variant="subtle" mb="sm" loading={earlier.loads} onClick={earlier.load}>
          {t('Show earlier messages')}
        </Button>
      )}
      <Messages messages={messages} events={events} label={t('Conversation and history')} />
      {mayWrite && (
        <div style={{ marginTop: 16 }}>
          <MessageForm
            key={id}
            thread={`request:${id}`}
            ways={['client', 'internal', 'heard']}
            projectId={projectId}
            speaker={requester.name}
            recipients={recipients?.data}
            onSend={async (body) => {
              await write.mutateAsync({ params: { projectId }, body: { ...body, thread: { type: 'request', id } } })
              void say({ message: t('It is in the conversation.') })
            }}
          />
        </div>
      )}
    </div>
  )
}

/** What was said before the latest messages that come with the request. */
function useEarlier({ id, projectId, communications, communicationCount }: RequestWithHistory) {
  const more = usePages(
    'GET /v1/admin/projects/:projectId/communications',
    { params: { projectId }, query: { threadType: 'request', threadId: id, sort: '-saidAt', limit: 100 } },
    { enabled: communicationCount > communications.length },
  )
  const known = new Set(communications.map((message) => message.id))
  const messages = (more.data ?? []).filter((message) => !known.has(message.id)).toReversed()
  return { messages, loads: more.isFetching, load: () => void more.fetchNextPage() }
}

function useStatusEvents({ statusHistory, communications }: RequestWithHistory): ThreadEvent[] {
  const people = usePeople()
  const me = useMe()
  // Who may not read the people knows those by name who wrote here.
  const wrote = new Map(communications.map(({ author }) => [author.id, author.name]))
  const nameOf = (id: string) => (id === me.id ? me.name : (people.find(id)?.name ?? wrote.get(id) ?? t('Somebody')))
  const who = ({ type, id }: { type: string; id: string }) =>
    type === 'client' ? t('The client') : type === 'rule' ? t('A rule') : nameOf(id)
  const labels = REQUEST_STATUS()
  return statusHistory.map(({ from, to, actor, at, note }, index) => ({
    key: `status ${index}`,
    at,
    shown: (
      <div className={styles.event}>
        <ArrowRight size={13} aria-hidden />
        <span>
          {from === null
            ? t('{who} brought it in', { who: who(actor) })
            : t('{who} moved it from {from} to {to}', {
                who: who(actor),
                from: labels[from].text,
                to: labels[to].text,
              })}
          {note !== null && ` · ${note}`}
        </span>
        <time dateTime={at} className="numbers">
          {showMoment(at)}
        </time>
      </div>
    ),
  }))
}
