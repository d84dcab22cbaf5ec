// My work: my tasks, my time, my days.
import { Tabs } from '@mantine/core'
import { CalendarRange, Clock, ListChecks } from 'lucide-react'
import { PageHeader } from '../../ui/page-header.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { MyDays } from './my-days.tsx'
import { MyTasks } from './my-tasks.tsx'
import { MyTime } from './my-time.tsx'

export function MyWorkPage() {
  const [{ tab = 'tasks' }, change] = useSearchState()
  const show = (chosen: string | null) => change({ tab: chosen === 'tasks' ? undefined : (chosen ?? undefined) })
  return (
    <>
      <PageHeader title={t('My work')} />
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="md" aria-label={t('My work')}>
          <Tabs.Tab value="tasks" leftSection={<ListChecks size={16} />}>
            {t('Tasks')}
          </Tabs.Tab>
          <Tabs.Tab value="time" leftSection={<Clock size={16} />}>
            {t('Time')}
          </Tabs.Tab>
          <Tabs.Tab value="days" leftSection={<CalendarRange size={16} />}>
            {t('My days')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="tasks">
          <MyTasks />
        </Tabs.Panel>
        <Tabs.Panel value="time">
          <MyTime />
        </Tabs.Panel>
        <Tabs.Panel value="days">
          <MyDays />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
