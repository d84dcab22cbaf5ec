// Where one says something in a thread: to the team, to the client, or what the client said elsewhere.
import { Button, Group, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { Send } from 'lucide-react'
import { useState } from 'react'
import type { NewMessage } from '../api-types.ts'
import { t } from '../words.ts'
import { AttachFiles, type Attached } from './attach-files.tsx'
import { ProblemAlert } from './form-dialog.tsx'
import { useDraft } from './use-draft.ts'

export type Way = 'internal' | 'client' | 'heard'
const WAYS = (): Record<Way, { name: string; placeholder: string; send: string }> => ({
  internal: { name: t('Team only'), placeholder: t('A note for the team…'), send: t('Add note') },
  client: { name: t('To the client'), placeholder: t('A message to the client, by mail…'), send: t('Send to client') },
  heard: {
    name: t('Client said'),
    placeholder: t('What the client said, on the phone for instance…'),
    send: t('Keep it'),
  },
})

interface MessageFormProps {
  /** What the draft is kept by: one for each thread. */
  thread: string
  ways: Way[]
  /** Where files are brought to; without it there are none. */
  projectId?: string
  /** Who speaks for the client unless said otherwise. */
  speaker?: string
  onSend: (message: NewMessage) => Promise<unknown>
}

export function MessageForm({ thread, ways, projectId, speaker = '', onSend }: MessageFormProps) {
  const [body, setBody, clear] = useDraft(thread)
  const [way, setWay] = useState<Way>(ways[0] ?? 'internal')
  const [who, setWho] = useState(speaker)
  const [files, setFiles] = useState<Attached[]>([])
  const { busy, error, run } = useSending()
  const words = WAYS()[way]
  const send = () =>
    run(async () => {
      await onSend(messageOf(way, body, who, files))
      clear()
      setFiles([])
    })
  const ready =
    body.trim() !== '' && (way !== 'heard' || who.trim() !== '') && files.every(({ id }) => id !== undefined)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) void send()
      }}
    >
      {ways.length > 1 && (
        <SegmentedControl
          size="xs"
          mb={6}
          value={way}
          onChange={setWay}
          aria-label={t('Who it is for')}
          data={ways.map((value) => ({ value, label: WAYS()[value].name }))}
        />
      )}
      {way === 'heard' && (
        <TextInput
          size="xs"
          mb={6}
          label={t('Who said it')}
          value={who}
          onChange={(event) => setWho(event.currentTarget.value)}
        />
      )}
      <Textarea
        aria-label={words.placeholder}
        placeholder={words.placeholder}
        autosize
        minRows={2}
        maxRows={14}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.form?.requestSubmit()
        }}
      />
      {error && <ProblemAlert error={error} />}
      <Group justify="space-between" mt={6} gap="xs">
        {projectId ? <AttachFiles projectId={projectId} files={files} onChange={setFiles} /> : <span />}
        <Button type="submit" size="xs" leftSection={<Send size={14} />} loading={busy} disabled={!ready}>
          {words.send}
        </Button>
      </Group>
    </form>
  )
}

function messageOf(way: Way, body: string, who: string, files: Attached[]): NewMessage {
  const attachmentIds = files.flatMap(({ id }) => id ?? [])
  return {
    body,
    ...(attachmentIds.length > 0 && { attachmentIds }),
    ...(way === 'client' && { visibility: 'client' as const }),
    ...(way === 'heard' && {
      direction: 'incoming' as const,
      visibility: 'client' as const,
      author: { name: who.trim() },
    }),
  }
}

function useSending() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error>()
  const run = async (send: () => Promise<unknown>) => {
    setBusy(true)
    setError(undefined)
    try {
      await send()
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)))
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, run }
}
