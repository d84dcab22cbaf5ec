// What accepting would lead to, asked of the server while it is being written: the tasks with their dates, and what moves.
import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ProcessedRequestPlanned, RequestProcessing } from '../../api-types.ts'
import { call } from '../../api.ts'
import { showMinutes } from '../../formats.ts'
import { usePeople } from '../../lookups.ts'
import { useNamesOf } from '../../names-of.ts'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { PlannedChanges } from '../../ui/preview.tsx'
import { t } from '../../words.ts'
import { sayDates } from '../plan/bar-words.ts'
import styles from '../../queue/queue-item.module.css'

const TYPING_MS = 500
/** What of a plan is told besides the tasks themselves. */
const MOVED = new Set(['task', 'allocation'])

export interface AcceptPreviewed {
  plan: ProcessedRequestPlanned | undefined
  error: Error | null
  /** Whether the tasks as they stand are those of the plan that is shown. */
  isShown: boolean
  /** What the plan of this very body is called; nothing where it is not known yet. */
  hashFor: (body: RequestProcessing) => string | undefined
}

export function useAcceptPreview(requestId: string, body: RequestProcessing | undefined): AcceptPreviewed {
  const [asked] = useDebouncedValue(body && JSON.stringify(body), TYPING_MS)
  const hasTasks = body?.tasks !== undefined
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['preview of request', requestId, asked],
    enabled: asked !== undefined && hasTasks,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const wanted = JSON.parse(asked ?? '{}') as RequestProcessing
      // Its dates are known before the answer is written.
      const plan = await call('PUT /v1/admin/projects/requests/:requestId/process', {
        params: { requestId },
        query: { dryRun: 'true' },
        body: { ...wanted, response: wanted.response.trim() || '–' },
        signal,
      })
      return { plan, tasks: JSON.stringify(wanted.tasks) }
    },
  })
  const hashFor = (of: RequestProcessing) =>
    hasTasks && !isPlaceholderData && asked === JSON.stringify(of) && of.response.trim() !== ''
      ? data?.plan.planHash
      : undefined
  return {
    plan: hasTasks ? data?.plan : undefined,
    error: hasTasks ? error : null,
    isShown: !hasTasks || data?.tasks === JSON.stringify(body.tasks),
    hashFor,
  }
}

export function AcceptPreview({ preview: { plan, error } }: { preview: AcceptPreviewed }) {
  const people = usePeople()
  const made = new Map(plan?.tasks.map(({ id, title }) => [id, title]))
  const others = (plan?.changes ?? []).filter(({ entity }) => MOVED.has(entity.type) && !made.has(entity.id))
  // What is to be made can not be asked for by its id yet.
  const nameOf = useNamesOf(
    others.map((each) => (made.has(each.causedBy?.id ?? '') ? { ...each, causedBy: null } : each)),
  )
  if (error) return <ProblemAlert error={error} />
  if (!plan) return null
  const { tasks, effortMinutes, hiddenChanges } = plan
  return (
    <section aria-label={t('What will happen')} className={styles.newTask} aria-live="polite">
      <Text size="sm" fw={650} mb={4}>
        {t('What will happen')}
      </Text>
      <ul className={styles.tasks}>
        {tasks.map(({ id, title, startOn, dueOn, assigneeIds }) => (
          <li key={id}>
            {title}{' '}
            <Text span size="sm" c="dimmed" className="numbers">
              {startOn && dueOn ? sayDates(startOn, dueOn) : t('without dates')}
              {assigneeIds.length > 0 && ` · ${assigneeIds.map(people.name).join(', ')}`}
            </Text>
          </li>
        ))}
      </ul>
      {effortMinutes > 0 && (
        <Text size="sm" mt={4} className="numbers">
          {t('Effort: {time}', { time: showMinutes(effortMinutes) })}
        </Text>
      )}
      {others.length > 0 && (
        <PlannedChanges
          changes={others}
          hiddenChanges={hiddenChanges}
          nameOf={(thing) => made.get(thing.id) ?? nameOf(thing)}
          maxHeight={160}
        />
      )}
    </section>
  )
}
