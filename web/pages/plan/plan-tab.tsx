// The project's plan: fetches what it shows, for as many days as it can be asked for at once.
import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useDoor } from '../../api.ts'
import { today } from '../../formats.ts'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { useSearchState } from '../../use-search.ts'
import { t } from '../../words.ts'
import { useMayIn, useProject } from '../project/use-project.ts'
import { PlanView } from './plan-view.tsx'
import { planWindow, windowElsewhere, windowFrom } from './plan-window.ts'
import { useDaysOff } from './use-days-off.ts'

const DOOR = 'GET /v1/admin/projects/:projectId/schedule'

export function PlanTab() {
  const { projectId = '' } = useParams({ strict: false })
  const mayRead = useMayIn(projectId)('schedule.read')
  if (!mayRead) return <EmptyState title={t('Plans are for those who lead the work')} />
  return <Plan key={projectId} projectId={projectId} />
}

function Plan({ projectId }: { projectId: string }) {
  const project = useProject(projectId)
  const { startOn = null, dueOn = null } = project.data ?? {}
  const [{ from = '' }] = useSearchState()
  const asked = useMemo(
    () => (/^\d{4}-\d\d-\d\d$/.test(from) ? windowFrom(from) : planWindow(startOn, dueOn, today())),
    [from, startOn, dueOn],
  )
  const enabled = project.data !== undefined
  const { data: first } = useDoor(DOOR, { params: { projectId }, query: asked }, { enabled })
  // Whoever did not choose days comes to where the tasks are.
  const window = useMemo(() => (!from && first && windowElsewhere(first)) || asked, [asked, first, from])
  const schedule = useDoor(DOOR, { params: { projectId }, query: window }, { enabled, keep: true })
  const isOff = useDaysOff(schedule.data)
  return (
    <Loaded query={schedule} rows={12}>
      {(shown) => <PlanView projectId={projectId} schedule={shown} window={window} isOff={isOff} />}
    </Loaded>
  )
}
