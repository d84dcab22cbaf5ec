// The queue of requests with the one that is open beside it: for all projects, or for one.
import { useState } from 'react'
import { useDoor } from '../../api.ts'
import { usePeople, useProjectsById } from '../../lookups.ts'
import { Queue } from '../../queue/queue.tsx'
import { KeysDialog } from '../../queue/keys-dialog.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { RequestDetail } from './request-detail.tsx'
import { queueQuery, RequestFilters } from './request-filters.tsx'
import { RequestRow } from './request-row.tsx'

const OWN_KEYS = (): [string, string][] => [
  ['e', t('Take up, or assign to me')],
  ['a', t('Accept')],
  ['q', t('Ask the client back')],
  ['c', t('Complete')],
  ['d', t('Decline')],
]

export function RequestQueue({ projectId }: { projectId?: string }) {
  const [search] = useSearchState()
  const [keysShown, setKeysShown] = useState(false)
  const query = queueQuery(projectId === undefined ? search : { ...search, projectId })
  const page = useDoor('GET /v1/admin/requests', { query }, { keep: true })
  const projects = useProjectsById(page.data?.data.map((request) => request.projectId) ?? [])
  const people = usePeople()
  return (
    <>
      <RequestFilters inProject={projectId !== undefined} />
      <Loaded query={page}>
        {(found) => (
          <Queue
            name="request"
            label={t('Requests')}
            page={found}
            row={(request) => (
              <RequestRow
                request={request}
                project={projectId === undefined ? projects.name(request.projectId) : undefined}
                assignee={people.find(request.assigneeId)?.name}
              />
            )}
            empty={
              <EmptyState title={t('Nothing waits here')}>{t('No request matches what you chose above.')}</EmptyState>
            }
            keys={{ '?': () => setKeysShown(true) }}
          >
            {(id) => <RequestDetail id={id} />}
          </Queue>
        )}
      </Loaded>
      {keysShown && <KeysDialog own={OWN_KEYS()} onClose={() => setKeysShown(false)} />}
    </>
  )
}
