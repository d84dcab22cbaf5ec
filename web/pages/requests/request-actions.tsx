// What can be done about a request now: buttons, each with its key. What is not possible in its state is not shown.
import { Button, Menu } from '@mantine/core'
import { Check, CircleCheck, CornerUpLeft, Hand, MoreHorizontal, X, type LucideIcon } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { isOpenRequest, nextRequestStatuses, nextResolutions, type Resolution } from '../../../domain/request-life.ts'
import type { RequestWithHistory } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { useMe } from '../../me.ts'
import { say } from '../../say.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { KeyHint } from '../../queue/key-hint.tsx'
import { useQueueKeys } from '../../queue/use-queue-keys.ts'
import { t } from '../../words.ts'
import { useMayIn } from '../project/use-project.ts'
import { DuplicateDialog } from './duplicate-dialog.tsx'
import styles from '../../queue/queue-item.module.css'

const AnswerDialog = lazy(() => import('./answer-dialog.tsx').then((m) => ({ default: m.AnswerDialog })))

const ANSWERS = (): Record<Resolution, { key: string; name: string; icon: LucideIcon }> => ({
  accepted: { key: 'a', name: t('Accept'), icon: Check },
  awaiting_client: { key: 'q', name: t('Ask back'), icon: CornerUpLeft },
  completed: { key: 'c', name: t('Complete'), icon: CircleCheck },
  declined: { key: 'd', name: t('Decline'), icon: X },
})
const ORDER: Resolution[] = ['accepted', 'awaiting_client', 'completed', 'declined']

type Asked = Resolution | 'duplicate' | 'withdraw' | 'reopen'

export function RequestActions({ request }: { request: RequestWithHistory }) {
  const [asked, setAsked] = useState<Asked>()
  const may = useMayIn(request.projectId)
  const mayProcess = may('request.process')
  const mayUpdate = may('request.update')
  const take = useTakeUp(request)
  const resolutions = mayProcess ? nextResolutions(request.status) : []
  const next = mayUpdate ? nextRequestStatuses(request, new Date()) : []
  const mayTake = mayUpdate && take.may
  useQueueKeys({
    e: mayTake ? () => void take.run() : undefined,
    ...Object.fromEntries(resolutions.map((resolution) => [ANSWERS()[resolution].key, () => setAsked(resolution)])),
  })
  const close = () => setAsked(undefined)
  if (!mayProcess && !mayUpdate) return null
  return (
    <div className={styles.actions} style={{ marginTop: 14 }} role="group" aria-label={t('What to do')}>
      {mayTake && (
        <Button
          size="xs"
          variant="light"
          leftSection={<Hand size={14} />}
          rightSection={<KeyHint name="e" />}
          onClick={() => void take.run()}
        >
          {take.name}
        </Button>
      )}
      {ORDER.filter((resolution) => resolutions.includes(resolution)).map((resolution) => {
        const { key, name, icon: Icon } = ANSWERS()[resolution]
        return (
          <Button
            key={resolution}
            size="xs"
            variant={resolution === 'accepted' ? 'filled' : 'default'}
            leftSection={<Icon size={14} />}
            rightSection={<KeyHint name={key} />}
            onClick={() => setAsked(resolution)}
          >
            {name}
          </Button>
        )
      })}
      {!isOpenRequest(request.status) && next.includes('in_review') && (
        <Button size="xs" variant="default" onClick={() => setAsked('reopen')}>
          {t('Reopen')}
        </Button>
      )}
      {mayUpdate && <More request={request} mayWithdraw={next.includes('cancelled')} onAsk={setAsked} />}
      {asked !== undefined && <Asking asked={asked} request={request} onClose={close} />}
    </div>
  )
}

function More({
  request,
  mayWithdraw,
  onAsk,
}: {
  request: RequestWithHistory
  mayWithdraw: boolean
  onAsk: (asked: Asked) => void
}) {
  if (!isOpenRequest(request.status)) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="subtle" color="gray" px={8} aria-label={t('More about this request')}>
          <MoreHorizontal size={16} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAsk('duplicate')}>{t('It repeats another request…')}</Menu.Item>
        {mayWithdraw && <Menu.Item onClick={() => onAsk('withdraw')}>{t('The client took it back…')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}

function Asking({ asked, request, onClose }: { asked: Asked; request: RequestWithHistory; onClose: () => void }) {
  const move = useAct('PUT /v1/admin/projects/requests/:requestId/status')
  const moveTo = (status: 'cancelled' | 'in_review') => (reason: string) =>
    move.mutateAsync({
      params: { requestId: request.id },
      body: { status, ...(reason && { reason }) },
      version: request.version,
    })
  if (asked === 'duplicate') return <DuplicateDialog request={request} onClose={onClose} />
  if (asked === 'withdraw' || asked === 'reopen')
    return (
      <Confirm
        title={asked === 'reopen' ? t('Reopen the request') : t('The client took it back')}
        says={
          asked === 'reopen'
            ? t('It is looked at again; its clocks go on with what was left.')
            : t('It is closed as cancelled. The client is not written to.')
        }
        submit={asked === 'reopen' ? t('Reopen') : t('Close the request')}
        reason={asked === 'reopen' ? 'required' : 'optional'}
        danger={asked === 'withdraw'}
        onConfirm={moveTo(asked === 'reopen' ? 'in_review' : 'cancelled')}
        onClose={onClose}
      />
    )
  return (
    <Suspense>
      <AnswerDialog request={request} resolution={asked} onClose={onClose} />
    </Suspense>
  )
}

/** Takes it up in one's own name; what is looked at already changes hands. */
function useTakeUp({ id, status, assigneeId, version }: RequestWithHistory) {
  const me = useMe()
  const edit = useAct('PUT /v1/admin/projects/requests/:requestId')
  const move = useAct('PUT /v1/admin/projects/requests/:requestId/status')
  const params = { requestId: id }
  const begins = status === 'pending' || status === 'awaiting_client'
  const isMine = assigneeId === me.id
  const run = async () => {
    try {
      const taken = isMine ? { version } : await edit.mutateAsync({ params, body: { assigneeId: me.id }, version })
      if (begins) await move.mutateAsync({ params, body: { status: 'in_review' }, version: taken.version })
      void say({ message: t('It is yours now.') })
    } catch (error) {
      void say({ tone: 'bad', message: (error as Error).message })
    }
  }
  return { run, may: isOpenRequest(status) && (begins || !isMine), name: begins ? t('Take up') : t('Assign to me') }
}
