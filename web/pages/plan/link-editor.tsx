// A task's links: what it waits for and what waits for it, each to be taken away; new ones of all four types, with a lag.
import { ActionIcon, Button, Group, NumberInput, Select, Text, Title } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { Dependency, Task } from '../../api-types.ts'
import { t } from '../../words.ts'
import { LINK_TYPES, sayLag } from './bar-words.ts'
import type { LinkType } from './link-route.ts'
import { withLink, withoutLink, type TaskMove } from './plan-moves.ts'
import styles from './plan-panel.module.css'

interface LinkEditorProps {
  task: Task
  tasks: readonly Task[]
  mayChange: boolean
  onMove: (label: string, move: TaskMove) => void
}

export function LinkEditor({ task, tasks, mayChange, onMove }: LinkEditorProps) {
  // Thousands of choices are made ready when they are wanted, not with every look at a bar.
  const [linking, setLinking] = useState(false)
  const titleOf = (id: string) => tasks.find((each) => each.id === id)?.title ?? t('a task of another project')
  const after = tasks.flatMap((successor) =>
    successor.dependencies.flatMap((link) => (link.taskId === task.id ? [{ successor, link }] : [])),
  )
  const remove = (successor: Task, predecessorId: string) =>
    onMove(
      t('Remove the link from {from} to {to}', { from: titleOf(predecessorId), to: successor.title }),
      withoutLink(successor, predecessorId),
    )
  return (
    <div>
      <Title order={3} size="h6">
        {t('Waits for')}
      </Title>
      <ul className={styles.list}>
        {task.dependencies.length === 0 && <li>{t('Nothing')}</li>}
        {task.dependencies.map((link) => (
          <LinkLine
            key={link.taskId}
            title={titleOf(link.taskId)}
            link={link}
            onRemove={mayChange ? () => remove(task, link.taskId) : undefined}
          />
        ))}
      </ul>
      <Title order={3} size="h6">
        {t('Waited for by')}
      </Title>
      <ul className={styles.list}>
        {after.length === 0 && <li>{t('Nothing')}</li>}
        {after.map(({ successor, link }) => (
          <LinkLine
            key={successor.id}
            title={successor.title}
            link={link}
            onRemove={mayChange ? () => remove(successor, task.id) : undefined}
          />
        ))}
      </ul>
      {mayChange && (linking ? <NewLink {...{ task, tasks, onMove }} /> : <Offer onClick={() => setLinking(true)} />)}
    </div>
  )
}

function LinkLine({ title, link, onRemove }: { title: string; link: Dependency; onRemove: (() => void) | undefined }) {
  return (
    <li>
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <span>
          {title}
          <small>{[`${link.type}: ${LINK_TYPES()[link.type]}`, sayLag(link.lagDays)].filter(Boolean).join(', ')}</small>
        </span>
        {onRemove && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('Remove the link to {title}', { title })}
            onClick={onRemove}
          >
            <X size={15} />
          </ActionIcon>
        )}
      </Group>
    </li>
  )
}

const Offer = ({ onClick }: { onClick: () => void }) => (
  <Button size="xs" variant="default" leftSection={<Plus size={14} />} onClick={onClick}>
    {t('Let it wait for another task')}
  </Button>
)

/** Beyond this many choices a list is searched, not read. */
const MOST_CHOICES = 50

function NewLink({ task, tasks, onMove }: Omit<LinkEditorProps, 'mayChange'>) {
  const [taskId, setTaskId] = useState<string | null>(null)
  const [type, setType] = useState<LinkType>('FS')
  const [lagDays, setLag] = useState<string | number>(0)
  const choices = tasks.flatMap(({ id, title }) => (id === task.id ? [] : { value: id, label: title }))
  const add = () => {
    const from = tasks.find(({ id }) => id === taskId)
    if (!from) return
    onMove(
      t('Link {from} to {to}', { from: from.title, to: task.title }),
      withLink(task, from.id, type, Number(lagDays) || 0),
    )
  }
  return (
    <>
      <Text size="sm" fw={600} mb={4}>
        {t('Let it wait for another task')}
      </Text>
      <Select
        size="xs"
        label={t('Task')}
        data-autofocus
        searchable
        limit={MOST_CHOICES}
        data={choices}
        value={taskId}
        onChange={setTaskId}
        nothingFoundMessage={t('No such task')}
      />
      <Group gap="xs" align="flex-end" mt={6} wrap="nowrap">
        <Select
          size="xs"
          label={t('Kind of link')}
          style={{ flex: 1 }}
          allowDeselect={false}
          data={Object.entries(LINK_TYPES()).map(([value, words]) => ({ value, label: `${value}: ${words}` }))}
          value={type}
          onChange={(value) => setType((value ?? 'FS') as LinkType)}
        />
        <NumberInput size="xs" w={86} label={t('Lag in days')} min={-365} max={365} value={lagDays} onChange={setLag} />
      </Group>
      <Button size="xs" mt="xs" disabled={taskId === null} onClick={add}>
        {t('Preview the link')}
      </Button>
    </>
  )
}
