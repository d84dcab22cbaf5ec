// The audit log: all that happened in the organisation, and the proof that it is told as it was.
import { Stack, VisuallyHidden } from '@mantine/core'
import { ProjectPick } from '../../pick.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Loaded } from '../../ui/states.tsx'
import { usePages } from '../../use-pages.ts'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { ActivityFilters, activityQuery } from '../activity/activity-filters.tsx'
import { ActivityList } from '../activity/activity-list.tsx'
import { LogProof } from './log-proof.tsx'

const PAGE_ROWS = 100

export function AuditPage() {
  const [search, change] = useSearchState()
  const query = { ...activityQuery(search), ...(search.project && { projectId: search.project }), limit: PAGE_ROWS }
  const activity = usePages('GET /v1/admin/activity', { query })
  return (
    <>
      <PageHeader title={t('Audit log')} about={t('Who did what, in its order. Entries are added, never changed.')} />
      <Stack gap="md">
        <LogProof />
        <ActivityFilters whole>
          <ProjectPick
            label={t('Project')}
            placeholder={t('Any project, and none')}
            size="xs"
            w={190}
            value={search.project ?? null}
            onChange={(project) => change({ project: project ?? undefined })}
          />
        </ActivityFilters>
        <div className="card">
          <VisuallyHidden component="h2">{t('Entries')}</VisuallyHidden>
          <Loaded query={activity}>
            {(entries) => (
              <ActivityList
                entries={entries}
                hasMore={activity.hasNextPage}
                loadsMore={activity.isFetchingNextPage}
                onMore={() => void activity.fetchNextPage()}
                numbered
              />
            )}
          </Loaded>
        </div>
      </Stack>
    </>
  )
}
