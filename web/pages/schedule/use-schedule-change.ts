// A change of a project's schedule on its way: what it would do is asked for as it is typed, and exactly that is committed.
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { ScheduleChange } from '../../api-types.ts'
import { ApiProblem, call, useAct } from '../../api.ts'
import { say } from '../../say.ts'
import { t } from '../../words.ts'
import type { ConflictProblem } from './conflict-offers.tsx'

const DOOR = 'PUT /v1/admin/projects/:projectId/schedule'
/** Typing is not asked about letter by letter. */
const SETTLED_MS = 200

interface Asked {
  projectId: string
  /** The days that are shown with the answer. */
  startOn: string
  endOn: string
}

export function useScheduleChange(asked: Asked, change: ScheduleChange | undefined, onDone: () => void) {
  const preview = usePreview(asked, change)
  const commit = useCommit(asked, onDone)
  const conflict = preview.error && isConflict(preview.error) ? preview.error.problem : undefined
  const planned = change && !preview.isChanging ? preview.data : undefined
  return {
    planned,
    conflict,
    problems: [commit.error, conflict ? null : preview.error].filter((error) => error !== null),
    isBusy: commit.isPending || (change !== undefined && preview.isFetching),
    commit: () => change && planned && void commit.send(change, planned.planHash),
  }
}

const isConflict = (error: Error): error is ApiProblem & { problem: ConflictProblem } =>
  error instanceof ApiProblem && error.code === 'schedule_conflict'

/** What the change would do, asked again when somebody else's change comes in. */
function usePreview({ projectId, startOn, endOn }: Asked, change: ScheduleChange | undefined) {
  const [settled] = useDebouncedValue(change, SETTLED_MS, { leading: true })
  const params = { projectId }
  const result = useQuery({
    queryKey: [DOOR, params, settled],
    queryFn: ({ signal }) =>
      call(DOOR, { params, query: { dryRun: 'true', from: startOn, to: endOn }, body: settled ?? {}, signal }),
    enabled: settled !== undefined,
    staleTime: 0,
  })
  const isChanging = JSON.stringify(settled) !== JSON.stringify(change)
  return { ...result, error: change && !isChanging ? result.error : null, isChanging }
}

function useCommit({ projectId, startOn, endOn }: Asked, onDone: () => void) {
  const act = useAct(DOOR)
  const send = (body: ScheduleChange, planHash: string) =>
    act
      .mutateAsync({ params: { projectId }, query: { planHash, from: startOn, to: endOn }, body })
      .then(() => {
        void say({ message: t('The schedule is changed.') })
        onDone()
      })
      // What was refused stands in the dialog.
      .catch(() => undefined)
  return { send, error: act.error, isPending: act.isPending }
}
