// Where files are brought into a project: dropped or chosen, each with its progress, onto what they belong to.
import { Button, CloseButton, FileButton, Group, Progress, Select, Text } from '@mantine/core'
import { UploadCloud } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { call, newKey, useDoor } from '../../api.ts'
import { showBytes } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { say } from '../../say.ts'
import { upload } from '../../ui/upload.ts'
import { t, tn } from '../../words.ts'
import styles from './files.module.css'

interface Coming {
  key: string
  name: string
  sizeBytes: number
  percent: number
  error?: string
}
const CONVERSATION = 'conversation'

export function BringFiles({ projectId }: { projectId: string }) {
  const targets = useTargets(projectId)
  const [target, setTarget] = useState<string | null>(null)
  const onto = target ?? targets.first
  const { coming, bring, forget } = useBringing(projectId)
  const [over, setOver] = useState(false)
  const reset = useRef<() => void>(null)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (onto) void bring([...event.dataTransfer.files], onto)
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
          value={onto}
          onChange={setTarget}
          onSearchChange={targets.search}
        />
        <FileButton
          multiple
          resetRef={reset}
          onChange={(files) => {
            if (onto) void bring(files, onto)
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
      {coming.map(({ key, name, sizeBytes, percent, error }) => (
        <Group key={key} gap="sm" mt={8} wrap="nowrap">
          <Text size="xs" style={{ flex: 1, minWidth: 0 }} truncate={!error} c={error ? 'var(--bad)' : undefined}>
            {error ? `${name}: ${error}` : `${name} · ${showBytes(sizeBytes)}`}
          </Text>
          {!error && <Progress value={percent} w={140} size="sm" aria-label={t('{name} is on its way', { name })} />}
          {error && <CloseButton size="sm" aria-label={t('Forget {name}', { name })} onClick={() => forget(key)} />}
        </Group>
      ))}
    </section>
  )
}

/** What files can hang on: the conversation for who may write there, else and besides the tasks and requests found. */
function useTargets(projectId: string) {
  const [typed, setTyped] = useState('')
  const mayTalk = useMay('communication.write')
  const mayTasks = useMay('task.read')
  const q = typed.length > 60 ? '' : typed
  const tasks = useDoor(
    'GET /v1/admin/projects/:projectId/tasks',
    { params: { projectId }, query: { limit: 20, ...(q && { q }) } },
    { enabled: mayTasks, keep: true },
  )
  const talk = mayTalk ? [{ value: CONVERSATION, label: t('The project’s conversation') }] : []
  const ofTasks = tasks.data?.data.map(({ id, title }) => ({ value: id, label: title })) ?? []
  const choices = [...talk, ...(ofTasks.length > 0 ? [{ group: t('Tasks'), items: ofTasks }] : [])]
  return { choices, first: mayTalk ? CONVERSATION : (ofTasks[0]?.value ?? null), search: setTyped }
}

function useBringing(projectId: string) {
  const client = useQueryClient()
  const [coming, setComing] = useState<Coming[]>([])
  const forget = (key: string) => setComing((before) => before.filter((each) => each.key !== key))
  const one = async (file: File, taskId: string | undefined): Promise<{ id: string; name: string } | undefined> => {
    const key = newKey()
    const set = (change: Partial<Coming>) =>
      setComing((before) => before.map((each) => (each.key === key ? { ...each, ...change } : each)))
    setComing((before) => [...before, { key, name: file.name, sizeBytes: file.size, percent: 0 }])
    try {
      const brought = await upload({ projectId, file, taskId, onProgress: (percent) => set({ percent }) })
      forget(key)
      return brought
    } catch (error) {
      set({ error: (error as Error).message || t('The server could not be reached.') })
      return undefined
    }
  }
  const bring = async (files: File[], onto: string) => {
    const taskId = onto === CONVERSATION ? undefined : onto
    const brought = (await Promise.all(files.map((file) => one(file, taskId)))).filter((file) => file !== undefined)
    if (brought.length === 0) return
    if (taskId === undefined) await tell(projectId, brought)
    await client.invalidateQueries({ refetchType: 'active' })
    void say({ message: tn(brought.length, '{count} file is here.', '{count} files are here.') })
  }
  return { coming, bring, forget }
}

/** A file of the project itself hangs on a message in its conversation. */
const tell = (projectId: string, files: { id: string; name: string }[]) =>
  call('POST /v1/admin/projects/:projectId/communications', {
    params: { projectId },
    body: { body: files.map(({ name }) => name).join('\n'), attachmentIds: files.map(({ id }) => id) },
  }).catch((error: Error) => say({ tone: 'bad', message: error.message }))
