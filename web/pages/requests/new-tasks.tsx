// The tasks that a request is accepted into, as they are being written: title, people, dates, estimate.
import { ActionIcon, Button, Group, MultiSelect, NumberInput, TextInput } from '@mantine/core'
import { Plus, Trash2 } from 'lucide-react'
import type { NewTask } from '../../api-types.ts'
import { newKey } from '../../api.ts'
import { today } from '../../formats.ts'
import { usePeople } from '../../lookups.ts'
import { t } from '../../words.ts'
import styles from '../../queue/queue-item.module.css'

export interface TaskDraft {
  key: string
  title: string
  assigneeIds: string[]
  startOn: string
  dueOn: string
  hours: number | ''
}
export const blankTask = (title = ''): TaskDraft => ({
  key: newKey(),
  title,
  assigneeIds: [],
  // What comes of a request begins now, wherever the plan of its project began.
  startOn: today(),
  dueOn: '',
  hours: '',
})

export const newTaskOf = ({ title, assigneeIds, startOn, dueOn, hours }: TaskDraft): NewTask => ({
  title: title.trim(),
  ...(assigneeIds.length > 0 && { assigneeIds }),
  ...(startOn && { startOn }),
  ...(dueOn && { dueOn }),
  ...(hours !== '' && { estimateMinutes: Math.round(hours * 60) }),
})

interface NewTasksProps {
  tasks: TaskDraft[]
  onChange: (tasks: TaskDraft[]) => void
  /** What the server says, by `tasks/0/title`. */
  errors: Record<string, string>
}

export function NewTasks({ tasks, onChange, errors }: NewTasksProps) {
  const set = (key: string, change: Partial<TaskDraft>) =>
    onChange(tasks.map((task) => (task.key === key ? { ...task, ...change } : task)))
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className={styles.partTitle}>{t('Tasks to be made of it')}</legend>
      <div style={{ display: 'grid', gap: 8 }}>
        {tasks.map((task, index) => (
          <TaskFields
            key={task.key}
            task={task}
            number={index + 1}
            errorOf={(field) => errors[`tasks/${index}/${field}`]}
            onChange={(change) => set(task.key, change)}
            onRemove={() => onChange(tasks.filter(({ key }) => key !== task.key))}
          />
        ))}
      </div>
      <Button
        mt={8}
        size="xs"
        variant="subtle"
        leftSection={<Plus size={14} />}
        disabled={tasks.length >= 100}
        onClick={() => onChange([...tasks, blankTask()])}
      >
        {tasks.length === 0 ? t('Make a task of it') : t('Another task')}
      </Button>
    </fieldset>
  )
}

interface TaskFieldsProps {
  task: TaskDraft
  number: number
  errorOf: (field: string) => string | undefined
  onChange: (change: Partial<TaskDraft>) => void
  onRemove: () => void
}

function TaskFields({ task, number, errorOf, onChange, onRemove }: TaskFieldsProps) {
  const people = usePeople()
  const day = (field: 'startOn' | 'dueOn', label: string) => (
    <TextInput
      type="date"
      size="xs"
      w={140}
      label={label}
      value={task[field]}
      error={errorOf(field)}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <div className={styles.newTask} role="group" aria-label={t('Task {number}', { number })}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          size="xs"
          label={t('Title')}
          style={{ flex: 1 }}
          value={task.title}
          error={errorOf('title')}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={t('Leave out task {number}', { number })}
          onClick={onRemove}
        >
          <Trash2 size={15} />
        </ActionIcon>
      </Group>
      <Group gap="xs" align="flex-end" mt={6}>
        <MultiSelect
          size="xs"
          label={t('People')}
          placeholder={task.assigneeIds.length === 0 ? t('Nobody yet') : undefined}
          searchable
          style={{ flex: '1 1 220px' }}
          data={people.list.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))}
          value={task.assigneeIds}
          error={errorOf('assigneeIds') ?? errorOf('assigneeIds/0')}
          onChange={(assigneeIds) => onChange({ assigneeIds })}
        />
        {day('startOn', t('Start'))}
        {day('dueOn', t('Due'))}
        <NumberInput
          size="xs"
          w={110}
          label={t('Estimate, hours')}
          min={0}
          max={10_000}
          decimalScale={2}
          value={task.hours}
          error={errorOf('estimateMinutes')}
          onChange={(hours) => onChange({ hours: typeof hours === 'number' ? hours : '' })}
        />
      </Group>
    </div>
  )
}
