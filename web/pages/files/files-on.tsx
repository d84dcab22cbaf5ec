// The files that hang on one task or request: got, brought and taken away where it is looked at.
import { ActionIcon, Button, FileButton, Group } from '@mantine/core'
import { Paperclip, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Attachment } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { useMe } from '../../me.ts'
import { FileLink } from '../../ui/messages.tsx'
import { t } from '../../words.ts'
import { ComingFiles, useBringing, type Onto } from './coming-files.tsx'
import { DeleteFile } from './delete-file.tsx'

interface FilesOnProps {
  projectId: string
  on: Omit<Onto, 'visibility'>
  mayBring: boolean
  /** Who runs the project takes also others' files away. */
  mayRun: boolean
}
const MOST = 100

export function FilesOn({ projectId, on, mayBring, mayRun }: FilesOnProps) {
  const me = useMe()
  const query = { ...on, limit: MOST }
  const { data } = useDoor('GET /v1/admin/projects/:projectId/attachments', { params: { projectId }, query })
  const { coming, bring, forget } = useBringing(projectId)
  const [deletes, setDeletes] = useState<Attachment>()
  const reset = useRef<() => void>(null)
  return (
    <>
      <Group gap={6} mt={6}>
        {data?.data.map((file) => (
          <Group key={file.id} gap={2} wrap="nowrap">
            <FileLink file={file} />
            {(mayRun || file.uploader.id === me.id) && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={24}
                aria-label={t('Delete {name}', { name: file.name })}
                onClick={() => setDeletes(file)}
              >
                <X size={14} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
        {mayBring && (
          <FileButton
            multiple
            resetRef={reset}
            onChange={(files) => {
              void bring(files, on)
              reset.current?.()
            }}
          >
            {(props) => (
              <Button {...props} size="compact-sm" variant="subtle" leftSection={<Paperclip size={14} />}>
                {t('Add files')}
              </Button>
            )}
          </FileButton>
        )}
      </Group>
      <ComingFiles coming={coming} forget={forget} />
      {deletes && <DeleteFile file={deletes} onClose={() => setDeletes(undefined)} />}
    </>
  )
}
