// Says of a request that it repeats another one of its project; that closes it, and the other goes on.
import { Select, Text } from '@mantine/core'
import { useState } from 'react'
import type { RequestWithHistory } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { REQUEST_STATUS } from '../../labels.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { t } from '../../words.ts'

export function DuplicateDialog({ request, onClose }: { request: RequestWithHistory; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [original, setOriginal] = useState<string | null>(null)
  const { id, projectId, version } = request
  const query = { projectId, limit: 30, sort: '-createdAt' as const, ...(typed && { q: typed }) }
  const { data } = useDoor('GET /v1/admin/requests', { query }, { keep: true })
  const edit = useAct('PUT /v1/admin/projects/requests/:requestId')
  const others = (data?.data ?? []).filter((other) => other.id !== id && other.duplicateOf === null)
  return (
    <FormDialog
      title={t('It repeats another request')}
      submit={t('Close as a duplicate')}
      disabled={original === null}
      onSubmit={() => edit.mutateAsync({ params: { requestId: id }, body: { duplicateOf: original }, version })}
      onClose={onClose}
    >
      {(fields) => (
        <>
          <Text size="sm">{t('This one is closed, and the client sees both as handled together.')}</Text>
          <Select
            label={t('The request that goes on')}
            required
            searchable
            data-autofocus
            data={others.map((other) => ({
              value: other.id,
              label: t('{title} ({status})', { title: other.title, status: REQUEST_STATUS()[other.status].text }),
            }))}
            nothingFoundMessage={t('No other request of this project is called so.')}
            value={original}
            error={fields.duplicateOf}
            onChange={setOriginal}
            onSearchChange={(text) => setTyped(others.some(({ title }) => text.startsWith(title)) ? '' : text)}
          />
        </>
      )}
    </FormDialog>
  )
}
