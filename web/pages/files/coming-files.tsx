// Files on their way to a project, onto what they belong to: each with its progress, or with why it was not taken.
import { CloseButton, Group, Progress, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Attachment } from '../../api-types.ts'
import { newKey } from '../../api.ts'
import { showBytes } from '../../formats.ts'
import { say } from '../../say.ts'
import { upload, type Uploading } from '../../ui/upload.ts'
import { t, tn } from '../../words.ts'

interface Coming {
  key: string
  name: string
  sizeBytes: number
  percent: number
  error?: string
}
/** What a file hangs on, and who sees it there. */
export type Onto = Pick<Uploading, 'taskId' | 'requestId' | 'visibility'>

export interface Bringing {
  coming: Coming[]
  bring: (files: File[], onto: Onto) => Promise<void>
  forget: (key: string) => void
}

/** `then` is told of those that arrived, before it is said that they are here. */
export function useBringing(
  projectId: string,
  then?: (brought: Attachment[], onto: Onto) => Promise<unknown>,
): Bringing {
  const client = useQueryClient()
  const [coming, setComing] = useState<Coming[]>([])
  const forget = (key: string) => setComing((before) => before.filter((each) => each.key !== key))
  const one = async (file: File, onto: Onto): Promise<Attachment | undefined> => {
    const key = newKey()
    const set = (change: Partial<Coming>) =>
      setComing((before) => before.map((each) => (each.key === key ? { ...each, ...change } : each)))
    setComing((before) => [...before, { key, name: file.name, sizeBytes: file.size, percent: 0 }])
    try {
      const brought = await upload({ projectId, file, ...onto, onProgress: (percent) => set({ percent }) })
      forget(key)
      return brought
    } catch (error) {
      set({ error: (error as Error).message || t('The server could not be reached.') })
      return undefined
    }
  }
  const bring = async (files: File[], onto: Onto) => {
    const brought = (await Promise.all(files.map((file) => one(file, onto)))).filter((file) => file !== undefined)
    if (brought.length === 0) return
    await then?.(brought, onto)
    await client.invalidateQueries({ refetchType: 'active' })
    void say({ message: tn(brought.length, '{count} file is here.', '{count} files are here.') })
  }
  return { coming, bring, forget }
}

export function ComingFiles({ coming, forget }: Pick<Bringing, 'coming' | 'forget'>) {
  return coming.map(({ key, name, sizeBytes, percent, error }) => (
    <Group key={key} gap="sm" mt={8} wrap="nowrap">
      <Text
        size="xs"
        style={{ flex: 1, minWidth: 0 }}
        truncate={!error}
        {...(error && { c: 'var(--bad)', role: 'alert' })}
      >
        {error ? `${name}: ${error}` : `${name} · ${showBytes(sizeBytes)}`}
      </Text>
      {!error && <Progress value={percent} w={140} size="sm" aria-label={t('{name} is on its way', { name })} />}
      {error && <CloseButton size="sm" aria-label={t('Forget {name}', { name })} onClick={() => forget(key)} />}
    </Group>
  ))
}
