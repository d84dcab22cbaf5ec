// Clients who wait longer than was promised, or soon will: taken up here, answered in the queue.
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Today, TodayRequest } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { showAgo } from '../../formats.ts'
import { PRIORITY } from '../../labels.ts'
import { useMe } from '../../me.ts'
import { say } from '../../say.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { t } from '../../words.ts'
import { Attention, Item } from './attention.tsx'
import styles from './today.module.css'

export function TodayRequests({ requests }: { requests: Today['requests'] }) {
  return (
    <Attention
      id="requests"
      title={t('Clients waiting')}
      tone={requests.data.some(({ overdue }) => overdue) ? 'bad' : 'warn'}
      some={requests}
      more={{ to: '/requests' }}
    >
      {(request) => <RequestItem key={request.id} request={request} />}
    </Attention>
  )
}

function RequestItem({ request }: { request: TodayRequest }) {
  const { id, title, accountName, projectName, promised, dueAt, overdue, priority, assignee } = request
  const when = showAgo(dueAt)
  const says = promised === 'answer' ? t('answer was due {when}', { when }) : t('resolution was due {when}', { when })
  const saysAhead = promised === 'answer' ? t('answer due {when}', { when }) : t('resolution due {when}', { when })
  return (
    <Item
      tone={overdue ? 'bad' : 'warn'}
      name={
        <Link to="/requests" search={{ request: id } as never} className={styles.name}>
          {title}
        </Link>
      }
      about={
        <>
          <span>{`${accountName} · ${projectName}`}</span>
          <span data-tone={overdue ? 'bad' : 'warn'}>{overdue ? says : saysAhead}</span>
          {(priority === 'urgent' || priority === 'high') && <span>{PRIORITY()[priority].text}</span>}
          {assignee && <PersonMark name={assignee.name} size={22} />}
        </>
      }
      acts={request.changeable && <RequestActs request={request} />}
    />
  )
}

function RequestActs({ request }: { request: TodayRequest }) {
  const me = useMe()
  const { mutateAsync: assign, isPending } = useAct('PUT /v1/admin/projects/requests/:requestId')
  const { mutateAsync: move } = useAct('PUT /v1/admin/projects/requests/:requestId/status')
  const params = { requestId: request.id }
  const takeUp = async () => {
    try {
      if (request.assignee?.id !== me.id) await assign({ params, body: { assigneeId: me.id } })
      if (request.status === 'pending') await move({ params, body: { status: 'in_review' } })
    } catch (error) {
      void say({ tone: 'bad', title: request.title, message: error instanceof Error ? error.message : String(error) })
    }
  }
  const isMine = request.assignee?.id === me.id && request.status !== 'pending'
  return (
    <>
      {!isMine && (
        <Button
          size="compact-sm"
          variant="default"
          loading={isPending}
          aria-label={t('Take up {title}', { title: request.title })}
          onClick={() => void takeUp()}
        >
          {t('Take up')}
        </Button>
      )}
      <Button
        size="compact-sm"
        variant="light"
        component={Link}
        to="/requests"
        search={{ request: request.id } as never}
        aria-label={t('Answer {title}', { title: request.title })}
      >
        {t('Answer')}
      </Button>
    </>
  )
}
