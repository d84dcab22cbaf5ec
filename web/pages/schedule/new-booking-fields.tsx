// What is asked of a new booking: its project and task, a person or what they are to be able to, and then as for any other.
import { Select, Text } from '@mantine/core'
import type { Task } from '../../api-types.ts'
import { usePeople } from '../../lookups.ts'
import { ProjectPick } from '../../pick.tsx'
import { t } from '../../words.ts'
import { TaskPick } from '../tasks/task-pick.tsx'
import { nameWithFree, WhenAndHowMuch } from './booking-fields.tsx'
import type { NewBooking } from './new-booking.ts'
import { skillsAndServices } from './schedule-rows.ts'
import { useFreeTime } from './use-people-schedule.ts'

interface FieldsProps {
  booking: NewBooking
  /** The project is given, and called so. */
  fixed: { project: string } | undefined
  /** Its days were chosen already: a task does not bring its own. */
  isDrawn: boolean
  error: string | undefined
  onChange: (part: Partial<NewBooking>) => void
}

export function NewBookingFields({ booking, fixed, isDrawn, error, onChange }: FieldsProps) {
  const { projectId, taskId } = booking
  const chooseTask = (task: Task | null) =>
    onChange({
      taskId: task?.id ?? null,
      ...(!isDrawn && task?.startOn && task.dueOn && { startOn: task.startOn, endOn: task.dueOn }),
    })
  return (
    <>
      {fixed ? (
        <Text size="sm" c="dimmed">
          {fixed.project}
        </Text>
      ) : (
        <ProjectPick
          label={t('Project')}
          required
          value={projectId}
          error={error}
          onChange={(chosen) => onChange({ projectId: chosen, taskId: null })}
        />
      )}
      {projectId !== null && error === undefined && (
        <TaskPick
          key={projectId}
          projectId={projectId}
          label={t('Task')}
          description={t('Optional: the booking then moves with it.')}
          value={taskId}
          onChange={chooseTask}
        />
      )}
      <Who booking={booking} onChange={onChange} />
      <WhenAndHowMuch wish={booking} mayBeTentative onChange={onChange} />
    </>
  )
}

/** A person, or nobody yet and what they are to be able to. */
function Who({ booking, onChange }: Pick<FieldsProps, 'booking' | 'onChange'>) {
  const { personId, able, startOn, endOn } = booking
  const active = usePeople().list.filter((person) => person.active)
  const freeOf = useFreeTime(startOn, endOn)
  const { skills, services } = skillsAndServices(active)
  const choices = [
    {
      group: t('People'),
      items: active.map(({ id, name }) => ({ value: `person:${id}`, label: nameWithFree(name, freeOf(id)) })),
    },
    {
      group: t('Nobody yet, with the skill'),
      items: skills.map((name) => ({ value: `skill:${name}`, label: name })),
    },
    {
      group: t('Nobody yet, for the service'),
      items: services.map((name) => ({ value: `service:${name}`, label: name })),
    },
  ]
  const choose = (value: string | null) => {
    const isPerson = value?.startsWith('person:') ?? false
    onChange({ personId: isPerson && value ? value.slice('person:'.length) : null, able: isPerson ? null : value })
  }
  return (
    <Select
      label={t('Who')}
      placeholder={t('A person, a skill or a service')}
      required
      searchable
      data={choices.filter(({ items }) => items.length > 0)}
      value={personId === null ? able : `person:${personId}`}
      onChange={choose}
      nothingFoundMessage={t('Nothing found')}
    />
  )
}
