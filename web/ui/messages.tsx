// What was said in a thread, in its order: who, by which way, to whom, with its files.
import { Group, Text } from '@mantine/core'
import { Lock, Paperclip, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AttachmentMention, Communication } from '../api-types.ts'
import { showBytes, showMoment } from '../formats.ts'
import { t } from '../words.ts'
import { PersonMark } from './badges.tsx'
import { Markdown } from './markdown.tsx'
import styles from './messages.module.css'

const CHANNEL = (): Record<Communication['channel'], string> => ({
  portal: t('here'),
  email: t('by mail'),
  chat: t('in chat'),
  phone: t('on the phone'),
  api: t('by API'),
})
const DIRECTION = (): Record<Communication['direction'], string> => ({
  incoming: t('From the client'),
  outgoing: t('To the client'),
  internal: t('Team only'),
})

/** What happened between messages. */
export interface ThreadEvent {
  key: string
  at: string
  shown: ReactNode
}

/** `about` says of a message what it belongs to, where several threads stand in one list. */
export function Messages({
  messages,
  label,
  about,
  events = [],
  newestFirst = false,
}: {
  messages: Communication[]
  newestFirst?: boolean
  events?: ThreadEvent[]
  label: string
  about?: (message: Communication) => ReactNode
}) {
  const said = messages.map((message) => ({
    key: message.id,
    at: message.saidAt,
    shown: <Said message={message} about={about} />,
  }))
  const all = [...events, ...said].toSorted((one, other) => one.at.localeCompare(other.at))
  if (newestFirst) all.reverse()
  return (
    <ol className={styles.messages} aria-label={label}>
      {all.map(({ key, shown }) => (
        <li key={key}>{shown}</li>
      ))}
    </ol>
  )
}

function Said({
  message,
  about,
}: {
  message: Communication
  about: ((message: Communication) => ReactNode) | undefined
}) {
  return (
    <div className={styles.message} data-direction={message.direction}>
      <PersonMark name={message.author.name} size={28} />
      <div className={styles.said}>
        <Head message={message} />
        {about?.(message)}
        <Markdown text={message.body} />
        <Files files={message.attachments} />
        <Delivery message={message} />
      </div>
    </div>
  )
}

function Head({ message: { author, direction, channel, saidAt } }: { message: Communication }) {
  return (
    <Group gap={8} wrap="wrap" mb={2}>
      <Text size="sm" fw={600}>
        {author.name}
      </Text>
      <span className={styles.way}>
        {direction === 'internal' && <Lock size={11} aria-hidden />}
        {DIRECTION()[direction]}
        {direction !== 'internal' && `, ${CHANNEL()[channel]}`}
      </span>
      <Text size="xs" c="dimmed" component="time" dateTime={saidAt} className="numbers">
        {showMoment(saidAt)}
      </Text>
    </Group>
  )
}

function Files({ files }: { files: AttachmentMention[] }) {
  if (files.length === 0) return null
  return (
    <Group gap={6} mt={6}>
      {files.map((file) => (
        <FileLink key={file.id} file={file} />
      ))}
    </Group>
  )
}

export function FileLink({
  file: { id, name, sizeBytes },
}: {
  file: Pick<AttachmentMention, 'id' | 'name' | 'sizeBytes'>
}) {
  return (
    <a href={`/v1/admin/attachments/${id}/content`} download={name} className={styles.file}>
      <Paperclip size={13} aria-hidden />
      <span className={styles.fileName}>{name}</span>
      <span className={styles.size}>{showBytes(sizeBytes)}</span>
    </a>
  )
}

function Delivery({ message: { delivery, recipients } }: { message: Communication }) {
  if (recipients.length === 0) return null
  const names = recipients.map(({ name }) => name).join(', ')
  const failed = delivery === 'failed'
  const said = {
    none: t('For {names}', { names }),
    pending: t('On its way to {names}', { names }),
    sent: t('Mailed to {names}', { names }),
    failed: t('The mail to {names} did not arrive', { names }),
  }[delivery]
  return (
    <Text size="xs" c={failed ? 'var(--bad)' : 'dimmed'} mt={4} className={styles.delivery}>
      {failed && <TriangleAlert size={12} aria-hidden />}
      {said}
    </Text>
  )
}
