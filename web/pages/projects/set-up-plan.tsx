// What will be set up for a project that is being written down: asked anew as one types, shown without being done.
import { Alert, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Diamond, TriangleAlert } from 'lucide-react'
import type { NewProject, SetUpPreview, Task } from '../../api-types.ts'
import { call } from '../../api.ts'
import { daysBetween, showDay, showDaysIn, showMinutes } from '../../formats.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { phrase, t, tn } from '../../words.ts'
import styles from './projects.module.css'

const TYPED_MS = 350

export function SetUpPlan({ body }: { body: NewProject | undefined }) {
  const [settled] = useDebouncedValue(body ? JSON.stringify(body) : '', TYPED_MS)
  const plan = useQuery({
    queryKey: ['set-up-plan', settled],
    queryFn: ({ signal }) =>
      call('POST /v1/admin/projects/preview-set-up', { body: JSON.parse(settled) as NewProject, signal }),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  })
  return (
    <section className={styles.plan} aria-label={t('What will be set up')} aria-busy={plan.isFetching}>
      <Text component="h3" fw={650} m={0}>
        {t('What will be set up')}
      </Text>
      {settled === '' && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('Name, client and type are enough to see the tasks, dates, people and bookings it begins with.')}
        </Text>
      )}
      {plan.isLoading && <Skeleton height={220} mt="sm" />}
      {settled !== '' && plan.error && <ProblemAlert error={plan.error} />}
      {settled !== '' && plan.data && !plan.error && <Plan plan={plan.data} />}
    </section>
  )
}

function Plan({ plan: { project, tasks, people, allocations, welcome, left } }: { plan: SetUpPreview }) {
  const milestones = tasks.filter(({ kind }) => kind === 'milestone').length
  const says = [
    tn(tasks.length - milestones, '{count} task', '{count} tasks'),
    tn(milestones, '{count} milestone', '{count} milestones'),
    tn(people.length, '{count} person', '{count} people'),
    tn(allocations.length, '{count} booking', '{count} bookings'),
  ]
  return (
    <Stack gap="sm" mt={6}>
      <Text size="sm" component="div" className="numbers" role="status">
        {says.join(' · ')}
        {project.startOn && project.dueOn && (
          <Text size="sm" c="dimmed" component="div">
            {t('{from} – {to}', { from: showDay(project.startOn), to: showDay(project.dueOn) })}
          </Text>
        )}
      </Text>
      {left.length > 0 && (
        <Alert color="orange" variant="light" icon={<TriangleAlert size={17} />} title={t('Left to do by hand')}>
          <ul style={{ margin: 0, paddingLeft: 18, fontSize: 13 }}>
            {left.map(({ task, reason, said }) => (
              <li key={`${task}${reason}`}>
                {showDaysIn(phrase(task ? { text: '{0}: {1}', values: [task, said] } : said))}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <PlannedTasks tasks={tasks} />
      <Stack gap={6}>
        {people.map(({ personId, name, tasks: count, minutes }) => (
          <Group key={personId} gap={8} wrap="nowrap">
            <PersonMark name={name} />
            <Text size="sm" style={{ flex: 1 }}>
              {name}
            </Text>
            <Text size="sm" c="dimmed" className="numbers">
              {t('{tasks}, {time} booked', {
                tasks: tn(count, '{count} task', '{count} tasks'),
                time: showMinutes(minutes),
              })}
            </Text>
          </Group>
        ))}
      </Stack>
      {welcome && (
        <div>
          <Text component="h4" size="sm" fw={600} m={0}>
            {t('Its first message')}
          </Text>
          <Markdown text={welcome} />
        </div>
      )}
    </Stack>
  )
}

/** Each task with its place between the first day and the last. */
function PlannedTasks({ tasks }: { tasks: Task[] }) {
  const dated = tasks.flatMap(({ startOn, dueOn }) => (startOn && dueOn ? [startOn, dueOn] : [])).toSorted()
  const first = dated[0]
  const span = Math.max(1, first ? daysBetween(first, dated.at(-1) ?? first) + 1 : 1)
  return (
    <ul className={styles.planTasks} tabIndex={0} aria-label={t('Planned tasks')}>
      {tasks.map(({ id, title, kind, startOn, dueOn }) => (
        <li key={id} className={styles.planTask}>
          <span>
            {kind === 'milestone' && <Diamond size={11} aria-label={t('Milestone')} style={{ marginRight: 5 }} />}
            {title}
            {startOn && dueOn && (
              <Text span size="xs" c="dimmed" className="numbers" ml={6}>
                {startOn === dueOn
                  ? showDay(dueOn)
                  : t('{from} – {to}', { from: showDay(startOn), to: showDay(dueOn) })}
              </Text>
            )}
          </span>
          {first && startOn && dueOn ? (
            <span className={styles.track} aria-hidden>
              <span
                style={{
                  left: `${(100 * daysBetween(first, startOn)) / span}%`,
                  width: `${(100 * (daysBetween(startOn, dueOn) + 1)) / span}%`,
                }}
              />
            </span>
          ) : (
            <span />
          )}
        </li>
      ))}
    </ul>
  )
}
