// How much one has not read yet, and the way to it.
import { ActionIcon, Indicator } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Bell } from 'lucide-react'
import { useDoor } from '../../api.ts'
import { tn, t } from '../../words.ts'

export function NotificationBell() {
  const { data } = useDoor('GET /v1/admin/me/notifications', { query: { limit: 1 } })
  const unread = data?.unread ?? 0
  const label =
    unread > 0 ? tn(unread, '{count} unread notification', '{count} unread notifications') : t('Notifications')
  return (
    <Indicator disabled={unread === 0} color="red" size={9} offset={6}>
      <ActionIcon component={Link} to="/notifications" variant="subtle" color="gray" size="lg" aria-label={label}>
        <Bell size={18} />
      </ActionIcon>
    </Indicator>
  )
}
