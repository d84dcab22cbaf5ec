// What of the queue one looks at; it stands in the address.
import type { Query } from '../../api.ts'
import { choicesOf, PRIORITY, REQUEST_STATUS, REQUEST_TYPE } from '../../labels.ts'
import { useMay } from '../../me.ts'
import { AccountFilter, ChoiceFilter, ProjectFilter, QueueFilters, SwitchFilter } from '../../queue/queue-filters.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'

const OPEN = 'pending,in_review,awaiting_client,accepted'
const PAGE_ROWS = 50
type QueueQuery = Query<'GET /v1/admin/requests'>

/** What the address asks for, as the server takes it: open ones unless said otherwise, whose clock ends first on top. */
export function queueQuery(search: Record<string, string>): QueueQuery {
  const { status = 'open', type, priority, projectId, accountId, q, page, sort = 'resolveBy' } = search
  return {
    ...(status !== 'all' && { status: status === 'open' ? OPEN : status }),
    ...(type && { type }),
    ...(priority && { priority }),
    ...(projectId && { projectId }),
    ...(accountId && { accountId }),
    ...(search.overdue && { overdue: true as const }),
    ...(search.unanswered && { unanswered: true as const }),
    ...(search.mine && { assigneeId: 'me' }),
    ...(q && { q }),
    ...(page && { page: Number(page) }),
    sort: sort as NonNullable<QueueQuery['sort']>,
    limit: PAGE_ROWS,
  }
}

export function RequestFilters({ inProject }: { inProject: boolean }) {
  const [{ request }] = useSearchState()
  const mayAccounts = useMay('account.read')
  return (
    <QueueFilters open={request}>
      <ChoiceFilter
        name="status"
        label={t('Status')}
        usual="open"
        data={[
          { value: 'open', label: t('All open') },
          ...choicesOf(REQUEST_STATUS()),
          { value: 'all', label: t('All, closed too') },
        ]}
      />
      <ChoiceFilter name="type" label={t('Type')} data={choicesOf(REQUEST_TYPE())} />
      <ChoiceFilter name="priority" label={t('Priority')} data={choicesOf(PRIORITY())} />
      {!inProject && <ProjectFilter name="projectId" label={t('Project')} />}
      {!inProject && mayAccounts && <AccountFilter name="accountId" label={t('Client')} />}
      <SwitchFilter name="overdue" label={t('Overdue')} />
      <SwitchFilter name="unanswered" label={t('Unanswered')} />
      <SwitchFilter name="mine" label={t('Mine')} />
      <ChoiceFilter
        name="sort"
        label={t('Order')}
        usual="resolveBy"
        data={[
          { value: 'resolveBy', label: t('Due to be done first') },
          { value: 'respondBy', label: t('Due to be answered first') },
          { value: '-priority', label: t('Most urgent first') },
          { value: '-createdAt', label: t('Newest first') },
          { value: 'createdAt', label: t('Oldest first') },
        ]}
      />
    </QueueFilters>
  )
}
