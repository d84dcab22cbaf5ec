// Where files are brought into a project: dropped or chosen, each with its progress, onto what they belong to.
import { Button, Checkbox, FileButton, Group, Select, Text } from '@mantine/core'
import { UploadCloud } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'
import { call, useDoor } from '../../api.ts'
import { say } from '../../say.ts'
import { t } from '../../words.ts'
import { ComingFiles, useBringing, type Onto } from '../files/coming-files.tsx'
import styles from './files.module.css'
import { useMayIn } from './use-project.ts'

interface Target {
  value: string
  label: string
}
const CONVERSATION = 'conversation'
const MOST_TYPED = 60

export function BringFiles({ projectId }: { projectId: string }) {
  const [target, setTarget] = useState<Target>()
  const targets = useTargets(projectId, target)
  const onto = (target ?? targets.first)?.value
  const { coming, bring, forget } = useBringing(projectId, async (brought, { taskId, requestId }) => {
    if (!taskId && !requestId) await tell(projectId, brought)
  })
  const [forClient, setForClient] = useState(false)
  const take = (files: File[]) => onto && void bring(files, ontoOf(onto, forClient ? 'client' : 'internal'))
  const [over, setOver] = useState(false)
  const reset = useRef<() => void>(null)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take([...event.dataTransfer.files])
  }
  return (
    <section
      className={styles.drop}
      aria-label={t('Bring files')}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Group gap="sm" align="flex-end">
        <UploadCloud size={26} strokeWidth={1.5} aria-hidden className={styles.icon} />
        <div className={styles.words}>
          <Text size="sm" fw={600}>
            {t('Drop files here')}
          </Text>
          <Text size="xs" c="dimmed">
            {t('At most 25 MB each. Programs and web pages are not taken.')}
          </Text>
        </div>
        <Select
          size="xs"
          w={260}
          label={t('Onto')}
          searchable
          allowDeselect={false}
          data={targets.choices}
          value={onto ?? null}
          onChange={(_, choice) => setTarget(choice ?? undefined)}
          onSearchChange={targets.search}
        />
        {onto?.startsWith('requestId:') && (
          <Checkbox
            size="xs"
            label={t('The client sees it')}
            checked={forClient}
            onChange={(event) => setForClient(event.currentTarget.checked)}
          />
        )}
        <FileButton
          multiple
          resetRef={reset}
          onChange={(files) => {
            take(files)
            reset.current?.()
          }}
        >
          {(props) => (
            <Button {...props} size="xs" disabled={!onto}>
              {t('Choose files')}
            </Button>
          )}
        </FileButton>
      </Group>
      <ComingFiles coming={coming} forget={forget} />
    </section>
  )
}

/** What files can hang on: the conversation for who may write there, the tasks and requests of the project that are found. */
function useTargets(projectId: string, chosen: Target | undefined) {
  const [typed, setTyped] = useState('')
  const may = useMayIn(projectId)
  const mayTalk = may('communication.write')
  const talk = { value: CONVERSATION, label: t('The project’s conversation') }
  // What is chosen stands in the field, and is not searched for.
  const isSearched = typed.length <= MOST_TYPED && typed !== (chosen ?? talk).label
  const q = isSearched ? typed : ''
  const asked = { params: { projectId }, query: { limit: 20, ...(q && { q }) } }
  const tasks = useDoor('GET /v1/admin/projects/:projectId/tasks', asked, { enabled: may('task.read'), keep: true })
  const requests = useDoor('GET /v1/admin/projects/:projectId/requests', asked, {
    enabled: may('request.read'),
    keep: true,
  })
  const found = (kind: Kind, things: { id: string; title: string }[] | undefined) =>
    (things ?? []).map(({ id, title }) => ({ value: `${kind}:${id}`, label: title }))
  const ofTasks = found('taskId', tasks.data?.data)
  const ofRequests = found('requestId', requests.data?.data)
  const isFound = [talk, ...ofTasks, ...ofRequests].some(({ value }) => value === chosen?.value)
  const choices = [
    ...(mayTalk ? [talk] : []),
    ...(chosen && !isFound ? [chosen] : []),
    ...(ofTasks.length > 0 ? [{ group: t('Tasks'), items: ofTasks }] : []),
    ...(ofRequests.length > 0 ? [{ group: t('Requests'), items: ofRequests }] : []),
  ]
  return { choices, first: mayTalk ? talk : ofTasks[0], search: setTyped }
}

type Kind = 'taskId' | 'requestId'
/** What a choice stands for; a request's file the client may see too. */
function ontoOf(choice: string, visibility: 'client' | 'internal'): Onto {
  const [kind, id] = choice.split(/:(.*)/s)
  return kind === 'requestId' ? { requestId: id, visibility } : kind === 'taskId' ? { taskId: id } : {}
}

/** A file of the project itself hangs on a message in its conversation. */
const tell = (projectId: string, files: { id: string; name: string }[]) =>
  call('POST /v1/admin/projects/:projectId/communications', {
    params: { projectId },
    body: { body: files.map(({ name }) => name).join('\n'), attachmentIds: files.map(({ id }) => id) },
  }).catch((error: Error) => say({ tone: 'bad', message: error.message }))
