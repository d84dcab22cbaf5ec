// One signal: what is the matter and how that is known, what to do about it, what was said.
import { Button, Group, Select, Text, Title } from '@mantine/core'
import { isOpenSignal } from '../../../domain/signal-life.ts'
import type { Signal, SignalChange } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { showMoment } from '../../formats.ts'
import { choicesOf, PRIORITY, SIGNAL_STATUS, SIGNAL_TYPE } from '../../labels.ts'
import { usePeople } from '../../lookups.ts'
import { useMay, useMe } from '../../me.ts'
import { say } from '../../say.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { EntityLink } from '../../entity-link.tsx'
import { MessageForm } from '../../ui/message-form.tsx'
import { Messages } from '../../ui/messages.tsx'
import styles from '../../queue/queue-item.module.css'
import { useEdit } from '../../ui/stale-edit.tsx'
import { Loaded } from '../../ui/states.tsx'
import { usePages } from '../../use-pages.ts'
import { t } from '../../words.ts'
import { evidenceInWords } from './evidence-words.ts'
import { SignalActions } from './signal-actions.tsx'
import { Urgency } from './signal-row.tsx'
import { titleOf } from './title-of.ts'

export function SignalDetail({ id }: { id: string }) {
  const signal = useDoor('GET /v1/admin/signals/:signalId', { params: { signalId: id } })
  return (
    <section className="card" aria-label={t('The open signal')}>
      <Loaded query={signal}>{(found) => <Detail key={found.id} signal={found} />}</Loaded>
    </section>
  )
}

function Detail({ signal }: { signal: Signal }) {
  const title = titleOf(signal)
  const { status, type, priority, subject, createdAt, resolution, snoozedUntil, closedAt } = signal
  const state = SIGNAL_STATUS()[status]
  const mayUpdate = useMay('signal.update')
  return (
    <>
      <div className={styles.head}>
        <Group gap="sm" align="baseline" mb={4}>
          <Title order={2} size="h3" style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          <ToneBadge tone={state.tone}>{state.text}</ToneBadge>
        </Group>
        <Group gap={8} c="dimmed" fz="sm">
          <Urgency priority={priority} />
          <span>{SIGNAL_TYPE()[type].text}</span>
          <SubjectLink signal={signal} subject={subject} />
          <span className="numbers">{t('raised {when}', { when: showMoment(createdAt) })}</span>
          {snoozedUntil && (
            <span className="numbers">{t('asleep until {when}', { when: showMoment(snoozedUntil) })}</span>
          )}
        </Group>
        {mayUpdate && isOpenSignal(status) && <SignalFields signal={signal} />}
        {mayUpdate && <SignalActions signal={signal} />}
      </div>
      <div className={styles.part}>
        <h3 className={styles.partTitle}>{t('How it is known')}</h3>
        {evidenceInWords(signal).map((sentence) => (
          <Text key={sentence} size="sm" style={{ whiteSpace: 'pre-line' }}>
            {sentence}
          </Text>
        ))}
        <Subjects signal={signal} />
      </div>
      {resolution && (
        <div className={styles.part}>
          <h3 className={styles.partTitle}>{t('What came of it')}</h3>
          <Text size="sm">{status === 'auto_resolved' ? t(resolution) : resolution}</Text>
          {closedAt && (
            <Text size="xs" c="dimmed" className="numbers">
              {showMoment(closedAt)}
            </Text>
          )}
        </div>
      )}
      <Discussion signal={signal} />
    </>
  )
}

/** What it is about, as a link where the reader may open such a thing. */
function SubjectLink({ subject, signal }: { signal: Signal; subject: Signal['subject'] }) {
  const may = { account: useMay('account.read'), project: useMay('me.projects'), person: useMay('person.read') }
  if (!may[subject.type]) return <span>{subject.name}</span>
  return (
    <EntityLink type={subject.type} id={subject.id} projectId={signal.projectId}>
      {subject.name}
    </EntityLink>
  )
}

/** The task or request that it was raised from. */
function Subjects({ signal: { evidence, projectId } }: { signal: Signal }) {
  const { taskId, requestId } = evidence as { taskId?: string; requestId?: string }
  const mayTask = useMay('task.read')
  const mayRequest = useMay('request.read')
  return (
    <Text size="sm" mt={6} component="div">
      {taskId !== undefined && mayTask && (
        <EntityLink type="task" id={taskId}>
          {t('Open the task')}
        </EntityLink>
      )}
      {requestId !== undefined && mayRequest && (
        <EntityLink type="request" id={requestId} projectId={projectId}>
          {t('Open the request')}
        </EntityLink>
      )}
    </Text>
  )
}

function SignalFields({ signal: { id, version, priority, assigneeId } }: { signal: Signal }) {
  const people = usePeople()
  const me = useMe()
  const { mutateAsync } = useAct('PUT /v1/admin/signals/:signalId')
  const { save, dialog } = useEdit<SignalChange>((body, of) =>
    mutateAsync({ params: { signalId: id }, body, version: of }),
  )
  const change = (body: SignalChange) =>
    void save(body, version).catch((error: Error) => say({ tone: 'bad', message: error.message }))
  // Members and Team Leads have no part in signals.
  const attentive = people.list.filter(({ active, roles }) => active && roles.some((role) => role !== 'team_lead'))
  const choices = people.list.length > 0 ? attentive : [me]
  // Who looks after it is said also where the reader could not choose them.
  const given = assigneeId !== null && !choices.some((each) => each.id === assigneeId)
  const shown = given ? [...choices, { id: assigneeId, name: people.name(assigneeId) }] : choices
  return (
    <Group gap="sm" mt="sm" align="flex-end">
      <Select
        size="xs"
        w={130}
        label={t('Urgency')}
        allowDeselect={false}
        data={choicesOf(PRIORITY())}
        value={priority}
        onChange={(value) => value && change({ priority: value })}
      />
      <Select
        size="xs"
        w={200}
        label={t('Looked after by')}
        placeholder={t('Nobody yet')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('Give it to nobody') }}
        data={shown.map((person) => ({ value: person.id, label: person.name }))}
        value={assigneeId}
        onChange={(value) => change({ assigneeId: value })}
      />
      {dialog}
    </Group>
  )
}

function Discussion({ signal: { id } }: { signal: Signal }) {
  const params = { signalId: id }
  const query = { limit: 50, sort: '-saidAt' as const }
  const thread = usePages('GET /v1/admin/signals/:signalId/communications', { params, query })
  const { mutateAsync } = useAct('POST /v1/admin/signals/:signalId/communications')
  const mayWrite = useMay('signal.update')
  return (
    <div className={styles.part}>
      <h3 className={styles.partTitle}>{t('Discussion, for the team alone')}</h3>
      <Loaded query={thread} rows={2}>
        {(latest) => (
          <>
            {thread.hasNextPage && (
              <Button
                size="compact-sm"
                variant="subtle"
                mb="sm"
                loading={thread.isFetchingNextPage}
                onClick={() => void thread.fetchNextPage()}
              >
                {t('Show earlier messages')}
              </Button>
            )}
            <Messages messages={latest} label={t('Discussion, for the team alone')} />
          </>
        )}
      </Loaded>
      {mayWrite && (
        <div style={{ marginTop: 12 }}>
          <MessageForm
            key={id}
            thread={`signal:${id}`}
            ways={['internal']}
            onSend={({ body }) => mutateAsync({ params, body: { body } })}
          />
        </div>
      )}
    </div>
  )
}
