// Files for what is being written: brought at once, each with its progress, named by the message when it is sent.
import { Button, CloseButton, FileButton, Group, Progress, Text } from '@mantine/core'
import { Paperclip } from 'lucide-react'
import { useRef } from 'react'
import { call, newKey } from '../api.ts'
import { showBytes } from '../formats.ts'
import { t } from '../words.ts'
import { upload } from './upload.ts'

export interface Attached {
  key: string
  name: string
  sizeBytes: number
  percent: number
  /** There once it has arrived. */
  id?: string
  error?: string
}

export function AttachFiles({
  projectId,
  files,
  onChange,
}: {
  projectId: string
  files: Attached[]
  onChange: (change: (before: Attached[]) => Attached[]) => void
}) {
  const reset = useRef<() => void>(null)
  const bring = (file: File) => {
    const key = newKey()
    const set = (change: Partial<Attached>) =>
      onChange((before) => before.map((each) => (each.key === key ? { ...each, ...change } : each)))
    onChange((before) => [...before, { key, name: file.name, sizeBytes: file.size, percent: 0 }])
    upload({ projectId, file, onProgress: (percent) => set({ percent }) }).then(
      ({ id }) => set({ id, percent: 100 }),
      (error: Error) => set({ error: error.message || t('The server could not be reached.') }),
    )
  }
  const remove = ({ key, id }: Attached) => {
    onChange((before) => before.filter((each) => each.key !== key))
    // What no message names goes by itself within a day; this only makes room sooner.
    if (id)
      void call('DELETE /v1/admin/attachments/:attachmentId', { params: { attachmentId: id } }).catch(() => undefined)
  }
  return (
    <Group gap={6}>
      <FileButton
        multiple
        resetRef={reset}
        onChange={(chosen) => {
          chosen.forEach(bring)
          reset.current?.()
        }}
      >
        {(props) => (
          <Button {...props} size="xs" variant="subtle" color="gray" leftSection={<Paperclip size={14} />}>
            {t('Attach files')}
          </Button>
        )}
      </FileButton>
      {files.map((file) => (
        <Group key={file.key} gap={4} wrap="nowrap">
          <Text size="xs" c={file.error ? 'var(--bad)' : undefined} maw={220} truncate>
            {file.error ? `${file.name}: ${file.error}` : `${file.name} · ${showBytes(file.sizeBytes)}`}
          </Text>
          {file.id === undefined && !file.error && (
            <Progress
              value={file.percent}
              w={50}
              size="sm"
              aria-label={t('{name} is on its way', { name: file.name })}
            />
          )}
          <CloseButton size={24} aria-label={t('Remove {name}', { name: file.name })} onClick={() => remove(file)} />
        </Group>
      ))}
    </Group>
  )
}
