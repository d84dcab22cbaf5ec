// Where one says something in a thread: to the team, to the client, or what the client said elsewhere.
import { Box, Button, Group, MultiSelect, Text, TextInput, Textarea } from '@mantine/core'
import { Send } from 'lucide-react'
import { useState } from 'react'
import type { KnownRecipient, NewMessage } from '../api-types.ts'
import { Segments } from './segments.tsx'
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
  /** Who of the client it can be mailed to, once that is known. */
  recipients?: KnownRecipient[] | undefined
  onSend: (message: NewMessage) => Promise<unknown>
}

export function MessageForm({ thread, ways, projectId, speaker = '', recipients, onSend }: MessageFormProps) {
  const [body, setBody, clear] = useDraft(thread)
  const [way, setWay] = useState<Way>(ways[0] ?? 'internal')
  const [who, setWho] = useState(speaker)
  const [named, setNamed] = useState<string[]>()
  const [files, setFiles] = useState<Attached[]>([])
  const to = named ?? recipients?.flatMap(({ email, first }) => (first ? email : [])) ?? []
  const { busy, error, run } = useSending()
  const words = WAYS()[way]
  const send = () =>
    run(async () => {
      await onSend({ ...messageOf(body, files), ...partyOf(way, to, who) })
      clear()
      setFiles([])
      setNamed(undefined)
    })
  const isNamed = { internal: true, client: to.length > 0, heard: who.trim() !== '' }[way]
  const ready = body.trim() !== '' && isNamed && files.every(({ id }) => id !== undefined)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) void send()
      }}
    >
      {ways.length > 1 && (
        <Box mb={6}>
          <Segments
            size="xs"
            value={way}
            onChange={setWay}
            label={t('Who it is for')}
            choices={ways.map((value) => ({ value, label: WAYS()[value].name }))}
          />
        </Box>
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
      {way === 'client' && recipients && <To recipients={recipients} to={to} onChange={setNamed} />}
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

const MOST_NAMED = 20

interface ToProps {
  recipients: KnownRecipient[]
  to: string[]
  onChange: (to: string[]) => void
}
function To({ recipients, to, onChange }: ToProps) {
  if (recipients.length === 0)
    return (
      <Text size="xs" c="var(--bad)" mb={6}>
        {t('No address of the client is known. Add a contact with one to the client, or make a client link.')}
      </Text>
    )
  return (
    <MultiSelect
      size="xs"
      mb={6}
      label={t('To')}
      {...(to.length === 0 && { placeholder: t('Choose who gets it') })}
      data={recipients.map(({ name, email }) => ({ value: email, label: `${name} (${email})` }))}
      searchable
      hidePickedOptions
      maxValues={MOST_NAMED}
      value={to}
      onChange={onChange}
    />
  )
}

function messageOf(body: string, files: Attached[]): NewMessage {
  const attachmentIds = files.flatMap(({ id }) => id ?? [])
  return { body, ...(attachmentIds.length > 0 && { attachmentIds }) }
}

/** To whom it goes, or who said it. */
function partyOf(way: Way, recipients: string[], who: string): Partial<NewMessage> {
  if (way === 'client') return { visibility: 'client', recipients }
  return way === 'heard' ? { direction: 'incoming', visibility: 'client', author: { name: who.trim() } } : {}
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
