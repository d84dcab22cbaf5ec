// Which signals one looks at; it stands in the address.
import type { Query } from '../../api.ts'
import { choicesOf, PRIORITY, SIGNAL_STATUS, SIGNAL_TYPE } from '../../labels.ts'
import { useMay } from '../../me.ts'
import {
  AccountFilter,
  ChoiceFilter,
  PersonFilter,
  ProjectFilter,
  QueueFilters,
  SwitchFilter,
} from '../../queue/queue-filters.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'

const AWAKE = 'pending,acknowledged'
const PAGE_ROWS = 50
type SignalQuery = Query<'GET /v1/admin/signals'>

/** What the address asks for, as the server takes it: what is awake unless said otherwise, the most urgent first. */
export function signalQuery(search: Record<string, string>): SignalQuery {
  const { status = 'awake', type, priority, q, page, sort = '-priority', accountId, projectId, personId } = search
  return {
    ...(status !== 'all' && { status: status === 'awake' ? AWAKE : status }),
    ...(type && { type }),
    ...(priority && { priority }),
    ...(accountId && { accountId }),
    ...(projectId && { projectId }),
    ...(personId && { personId }),
    ...(search.mine && { assigneeId: 'me' }),
    ...(q && { q }),
    ...(page && { page: Number(page) }),
    sort: sort as NonNullable<SignalQuery['sort']>,
    limit: PAGE_ROWS,
  }
}

export function SignalFilters() {
  const [{ signal }] = useSearchState()
  const mayAccounts = useMay('account.read')
  const mayPeople = useMay('person.read')
  return (
    <QueueFilters open={signal}>
      <ChoiceFilter
        name="status"
        label={t('Status')}
        usual="awake"
        data={[
          { value: 'awake', label: t('What waits now') },
          ...choicesOf(SIGNAL_STATUS()),
          { value: 'all', label: t('All, settled too') },
        ]}
      />
      <ChoiceFilter name="type" label={t('Kind')} data={choicesOf(SIGNAL_TYPE())} />
      <ChoiceFilter name="priority" label={t('Urgency')} data={choicesOf(PRIORITY())} />
      <ProjectFilter name="projectId" label={t('Project')} />
      {mayAccounts && <AccountFilter name="accountId" label={t('Client')} />}
      {mayPeople && <PersonFilter name="personId" label={t('Person')} />}
      <SwitchFilter name="mine" label={t('Mine')} />
      <ChoiceFilter
        name="sort"
        label={t('Order')}
        usual="-priority"
        data={[
          { value: '-priority', label: t('Most urgent first') },
          { value: '-createdAt', label: t('Newest first') },
          { value: 'createdAt', label: t('Oldest first') },
          { value: '-updatedAt', label: t('Last changed first') },
        ]}
      />
    </QueueFilters>
  )
}
