// The project's tab: what happened in it, each with what led to it, the newest first.
import { VisuallyHidden } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { usePages } from '../../use-pages.ts'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { ActivityFilters, activityQuery } from '../activity/activity-filters.tsx'
import { ActivityList } from '../activity/activity-list.tsx'
import { useMayIn } from './use-project.ts'

const PAGE_ROWS = 50

export function ActivityTab() {
  const { projectId = '' } = useParams({ strict: false })
  const may = useMayIn(projectId)('activity.read')
  const [search] = useSearchState()
  const activity = usePages(
    'GET /v1/admin/projects/:projectId/activity',
    { params: { projectId }, query: { ...activityQuery(search), limit: PAGE_ROWS } },
    { enabled: may },
  )
  if (!may)
    return <EmptyState title={t('Not for your role')}>{t('What happened here is for those who run it.')}</EmptyState>
  return (
    <>
      <VisuallyHidden component="h2">{t('Activity')}</VisuallyHidden>
      <ActivityFilters />
      <div className="card" style={{ marginTop: 12 }}>
        <Loaded query={activity}>
          {(entries) => (
            <ActivityList
              entries={entries}
              hasMore={activity.hasNextPage}
              loadsMore={activity.isFetchingNextPage}
              onMore={() => void activity.fetchNextPage()}
            />
          )}
        </Loaded>
      </div>
    </>
  )
}
