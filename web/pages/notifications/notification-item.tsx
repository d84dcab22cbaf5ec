// One notice: opened, marked, taken away; or its kind and its project kept quiet from now on.
import { ActionIcon, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { BellOff, Ellipsis, Mail, MailOpen, Trash2, VolumeX } from 'lucide-react'
import type { Notification } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { showAgo, showDaysIn } from '../../formats.ts'
import { NOTICE_KIND } from '../../notice-kinds.ts'
import { say } from '../../say.ts'
import { usePlaceOf } from '../../use-place.ts'
import { phrase, t, told } from '../../words.ts'
import styles from './notifications.module.css'

const FAILED = { onError: ({ message }: Error) => void say({ tone: 'bad', message }) }

const bodyOf = ({ bodySaid, body }: Notification): string => (bodySaid ? showDaysIn(phrase(bodySaid)) : body)
const titleOf = ({ said, title }: Notification): string => showDaysIn(said ? told(said) : title)

export function NotificationItem({ notice }: { notice: Notification }) {
  const place = usePlaceOf()(notice.entity, notice.projectId)
  const { mutate: read } = useAct('POST /v1/admin/me/notifications/:notificationId/read')
  const title = titleOf(notice)
  const isUnread = notice.readAt === null || undefined
  const open = () => isUnread && read({ params: { notificationId: notice.id } }, FAILED)
  return (
    <li className={styles.item}>
      <span className={styles.dot} data-unread={isUnread} role="img" aria-label={isUnread ? t('Unread') : t('Read')} />
      <div style={{ minWidth: 0 }}>
        {place ? (
          <Link
            to={place.to}
            search={(place.search ?? {}) as never}
            className={styles.title}
            data-unread={isUnread}
            onClick={open}
          >
            {title}
          </Link>
        ) : (
          <span className={styles.title} data-unread={isUnread}>
            {title}
          </span>
        )}
        {notice.body && <div className={styles.body}>{bodyOf(notice)}</div>}
        <div className={styles.about}>{`${notice.actor.name} · ${showAgo(notice.at)}`}</div>
      </div>
      <NoticeMenu notice={notice} />
    </li>
  )
}

function NoticeMenu({ notice }: { notice: Notification }) {
  const params = { notificationId: notice.id }
  const { mutate: read } = useAct('POST /v1/admin/me/notifications/:notificationId/read')
  const { mutate: unread } = useAct('POST /v1/admin/me/notifications/:notificationId/unread')
  const { mutate: remove } = useAct('DELETE /v1/admin/me/notifications/:notificationId')
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('More for {title}', { title: titleOf(notice) })}>
          <Ellipsis size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {notice.readAt === null ? (
          <Menu.Item leftSection={<MailOpen size={15} />} onClick={() => read({ params }, FAILED)}>
            {t('Mark as read')}
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<Mail size={15} />} onClick={() => unread({ params }, FAILED)}>
            {t('Mark as unread')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Trash2 size={15} />} onClick={() => remove({ params }, FAILED)}>
          {t('Take away')}
        </Menu.Item>
        <Menu.Divider />
        <MuteItems notice={notice} />
      </Menu.Dropdown>
    </Menu>
  )
}

function MuteItems({ notice: { kind, projectId } }: { notice: Notification }) {
  const { data } = useDoor('GET /v1/admin/me/notification-preferences', {})
  const { mutateAsync: save } = useAct('PUT /v1/admin/me/notification-preferences')
  const muted = data?.mutedProjectIds ?? []
  const send = async (body: Parameters<typeof save>[0]['body'], message: string) => {
    try {
      await save({ body })
      void say({ message })
    } catch (error) {
      void say({ tone: 'bad', message: error instanceof Error ? error.message : String(error) })
    }
  }
  return (
    <>
      <Menu.Item
        leftSection={<BellOff size={15} />}
        onClick={() =>
          void send(
            { kinds: { [kind]: { inApp: false, email: 'off', chat: false } } },
            t('You are not told any more: {kind}', { kind: NOTICE_KIND()[kind] }),
          )
        }
      >
        {t('Do not tell me: {kind}', { kind: NOTICE_KIND()[kind] })}
      </Menu.Item>
      {projectId && data && !muted.includes(projectId) && (
        <Menu.Item
          leftSection={<VolumeX size={15} />}
          onClick={() =>
            void send(
              { mutedProjectIds: [...muted, projectId] },
              t('Nothing of this project comes by mail or chat any more.'),
            )
          }
        >
          {t('No mail or chat about this project')}
        </Menu.Item>
      )}
    </>
  )
}
