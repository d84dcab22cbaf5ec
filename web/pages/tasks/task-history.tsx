// How a task moved: when, by whom, with what was said.
import { Group, Text, Title } from '@mantine/core'
import type { TaskWithHistory } from '../../api-types.ts'
import { showMoment } from '../../formats.ts'
import { TASK_STATUS } from '../../labels.ts'
import { usePeople } from '../../lookups.ts'
import { t } from '../../words.ts'
import styles from './tasks.module.css'

export function TaskHistory({ task }: { task: TaskWithHistory }) {
  const people = usePeople()
  if (task.statusHistory.length === 0) return null
  return (
    <section>
      <Title order={3} size="h6" mb={6}>
        {t('How it moved')}
      </Title>
      <ol className={styles.history}>
        {task.statusHistory.toReversed().map(({ to, notes, actor, at }) => (
          <li key={`${at}${to}`}>
            <Group gap={6}>
              <Text size="sm" fw={600}>
                {TASK_STATUS()[to].text}
              </Text>
              <Text size="sm" c="dimmed" className="numbers">
                {showMoment(at)} ·{' '}
                {actor.type === 'person' ? people.name(actor.id) : t('the rule {name}', { name: actor.id })}
              </Text>
            </Group>
            {notes && <Text size="sm">{notes}</Text>}
          </li>
        ))}
      </ol>
    </section>
  )
}
