// What was said about a task, and a line to say something to the team.
import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useAct } from '../../api.ts'
import { showMoment } from '../../formats.ts'
import { useMay } from '../../me.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { usePages } from '../../use-pages.ts'
import { t } from '../../words.ts'
import styles from './tasks.module.css'

export function TaskDiscussion({ taskId }: { taskId: string }) {
  const mayTalk = useMay('task.discuss')
  const params = { taskId }
  const said = usePages(
    'GET /v1/admin/projects/tasks/:taskId/communications',
    { params, query: { limit: 20, sort: '-saidAt' } },
    { enabled: mayTalk },
  )
  const [body, setBody] = useState('')
  const { mutateAsync: say, error, isPending } = useAct('POST /v1/admin/projects/tasks/:taskId/communications')
  if (!mayTalk) return null
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    const done = await say({ params, body: { body } }).catch(() => undefined)
    if (done) setBody('')
  }
  return (
    <section>
      <Title order={3} size="h6" mb={6}>
        {t('Discussion')}
      </Title>
      <Stack gap={10}>
        {said.hasNextPage && (
          <Button
            size="compact-sm"
            variant="subtle"
            loading={said.isFetchingNextPage}
            onClick={() => void said.fetchNextPage()}
          >
            {t('Show earlier messages')}
          </Button>
        )}
        {said.data?.toReversed().map((message) => (
          <div key={message.id} className={styles.said}>
            <Group gap={6}>
              <PersonMark name={message.author.name} size={20} />
              <Text size="sm" fw={600}>
                {message.author.name}
              </Text>
              <Text size="xs" c="dimmed" className="numbers">
                {showMoment(message.saidAt)}
                {message.visibility === 'client' && ` · ${t('the client sees this')}`}
              </Text>
            </Group>
            <Markdown text={message.body} />
          </div>
        ))}
      </Stack>
      <form onSubmit={(event) => void send(event)}>
        {error && <ProblemAlert error={error} />}
        <Textarea
          mt={8}
          label={t('Say something to the team')}
          autosize
          minRows={2}
          required
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt={6}>
          <Button type="submit" size="xs" loading={isPending}>
            {t('Send')}
          </Button>
        </Group>
      </form>
    </section>
  )
}
