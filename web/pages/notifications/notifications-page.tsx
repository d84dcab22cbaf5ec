// What I was told: the unread first seen, each leading to what it is about.
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { BellOff, CheckCheck, SlidersHorizontal } from 'lucide-react'
import type { Notification } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { dayOf, showDay, today } from '../../formats.ts'
import { Card } from '../../ui/card.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { usePages } from '../../use-pages.ts'
import { useSearchState } from '../../use-search.ts'
import { Segments } from '../../ui/segments.tsx'
import { t, tn } from '../../words.ts'
import { NotificationItem } from './notification-item.tsx'
import styles from './notifications.module.css'

const PAGE = 30

export function NotificationsPage() {
  const [{ show = 'all' }, change] = useSearchState()
  const unread = useDoor('GET /v1/admin/me/notifications', { query: { limit: 1 } }).data?.unread ?? 0
  const query = usePages('GET /v1/admin/me/notifications', {
    query: { limit: PAGE, ...(show === 'unread' && { unread: true as const }) },
  })
  const { mutate: readAll, isPending } = useAct('POST /v1/admin/me/notifications/read-all')
  const newest = query.data?.[0]?.id
  return (
    <>
      <PageHeader title={t('Notifications')} about={tn(unread, '{count} unread', '{count} unread')}>
        <Segments
          label={t('Show')}
          value={show}
          onChange={(chosen) => change({ show: chosen === 'all' ? undefined : chosen })}
          choices={[
            { value: 'all', label: t('All') },
            { value: 'unread', label: t('Unread') },
          ]}
        />
        <Button
          variant="default"
          leftSection={<CheckCheck size={16} />}
          disabled={unread === 0 || newest === undefined}
          loading={isPending}
          onClick={() => readAll({ body: show === 'all' && newest ? { upTo: newest } : {} })}
        >
          {t('Mark all read')}
        </Button>
        <Button
          variant="default"
          leftSection={<SlidersHorizontal size={16} />}
          component={Link}
          to="/profile"
          search={{ tab: 'notifications' } as never}
        >
          {t('Preferences')}
        </Button>
      </PageHeader>
      <Loaded query={query} rows={8}>
        {(notices) => (
          <>
            <Days notices={notices} unreadOnly={show === 'unread'} />
            {query.hasNextPage && (
              <Button
                variant="default"
                mt="md"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t('Older ones')}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </>
  )
}

function Days({ notices, unreadOnly }: { notices: Notification[]; unreadOnly: boolean }) {
  if (notices.length === 0)
    return (
      <div className="card">
        <EmptyState
          title={unreadOnly ? t('You have read everything') : t('Nothing yet')}
          icon={<BellOff size={30} strokeWidth={1.5} />}
        >
          {t('What concerns you is told here as it happens.')}
        </EmptyState>
      </div>
    )
  const days = Map.groupBy(notices, ({ at }) => showDay(dayOf(at)))
  return (
    <div style={{ display: 'grid', gap: 16, maxWidth: 860 }}>
      {[...days].map(([day, told]) => (
        <Card key={day} title={day === showDay(today()) ? t('Today') : day} flush>
          <ul className={styles.list}>
            {told.map((notice) => (
              <NotificationItem key={notice.id} notice={notice} />
            ))}
          </ul>
        </Card>
      ))}
    </div>
  )
}
