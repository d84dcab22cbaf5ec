// What a request is: type, priority, who looks after it. Each is changed where it stands.
import { Group, Select } from '@mantine/core'
import type { RequestChange, RequestWithHistory } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { choicesOf, PRIORITY, REQUEST_TYPE } from '../../labels.ts'
import { usePeople } from '../../lookups.ts'
import { say } from '../../say.ts'
import { useEdit } from '../../ui/stale-edit.tsx'
import { t } from '../../words.ts'

/** Saves a change of the request, asking where somebody else changed the same. */
export function useRequestEdit({ id, version }: RequestWithHistory) {
  const { mutateAsync } = useAct('PUT /v1/admin/projects/requests/:requestId')
  const { save, dialog } = useEdit<RequestChange>((body, of) =>
    mutateAsync({ params: { requestId: id }, body, version: of }),
  )
  const change = (body: RequestChange) =>
    save(body, version).catch((error: Error) => say({ tone: 'bad', message: error.message }))
  return { change, dialog }
}

export function RequestFields({ request }: { request: RequestWithHistory }) {
  const { type, priority, assigneeId } = request
  const { change, dialog } = useRequestEdit(request)
  const people = usePeople()
  const active = people.list.filter(({ active: is, id }) => is || id === assigneeId)
  return (
    <Group gap="sm" mt="sm" align="flex-end">
      <Select
        size="xs"
        w={150}
        label={t('Type')}
        allowDeselect={false}
        data={choicesOf(REQUEST_TYPE())}
        value={type}
        onChange={(value) => value && void change({ type: value })}
      />
      <Select
        size="xs"
        w={120}
        label={t('Priority')}
        allowDeselect={false}
        data={choicesOf(PRIORITY())}
        value={priority}
        onChange={(value) => value && void change({ priority: value })}
      />
      <Select
        size="xs"
        w={200}
        label={t('Looked after by')}
        placeholder={t('Nobody yet')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('Give it to nobody') }}
        data={active.map(({ id, name }) => ({ value: id, label: name }))}
        value={assigneeId}
        onChange={(value) => void change({ assigneeId: value })}
      />
      {dialog}
    </Group>
  )
}
