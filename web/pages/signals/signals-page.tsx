// Signals: what wants somebody's attention, the most urgent first, worked off one after another.
import { Button } from '@mantine/core'
import { Plus, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useDoor } from '../../api.ts'
import { usePeople } from '../../lookups.ts'
import { useMay } from '../../me.ts'
import { KeysDialog } from '../../queue/keys-dialog.tsx'
import { QueueAbout } from '../../queue/queue-about.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Queue } from '../../queue/queue.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { RaiseSignal } from './raise-signal.tsx'
import { SignalDetail } from './signal-detail.tsx'
import { SignalFilters, signalQuery } from './signal-filters.tsx'
import { SignalRow } from './signal-row.tsx'

const OWN_KEYS = (): [string, string][] => [
  ['a', t('Acknowledge')],
  ['c', t('Complete')],
  ['s', t('Snooze')],
  ['d', t('Dismiss')],
  ['e', t('Assign to me')],
]

export function SignalsPage() {
  const [shown, setShown] = useState<'keys' | 'raise'>()
  const mayUpdate = useMay('signal.update')
  const [search] = useSearchState()
  const page = useDoor('GET /v1/admin/signals', { query: signalQuery(search) }, { keep: true })
  const people = usePeople()
  const close = () => setShown(undefined)
  return (
    <>
      <PageHeader title={t('Signals')} about={<QueueAbout says={t('What somebody must look at.')} />}>
        {mayUpdate && (
          <Button leftSection={<Plus size={16} />} onClick={() => setShown('raise')}>
            {t('Raise a signal')}
          </Button>
        )}
      </PageHeader>
      <SignalFilters />
      <Loaded query={page}>
        {(found) => (
          <Queue
            name="signal"
            label={t('Signals')}
            page={found}
            row={(signal) => <SignalRow signal={signal} assignee={people.find(signal.assigneeId)?.name} />}
            empty={
              <EmptyState title={t('All is looked after')} icon={<ShieldCheck size={30} strokeWidth={1.5} />}>
                {t('No signal matches what you chose above.')}
              </EmptyState>
            }
            keys={{ '?': () => setShown('keys') }}
          >
            {(id) => <SignalDetail id={id} />}
          </Queue>
        )}
      </Loaded>
      {shown === 'keys' && <KeysDialog own={OWN_KEYS()} onClose={close} />}
      {shown === 'raise' && <RaiseSignal onClose={close} />}
    </>
  )
}
