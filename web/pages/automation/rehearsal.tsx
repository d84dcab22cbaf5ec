// What a rule would do now, thing by thing, with the thresholds as they stand in the form; nothing of it is done.
import { Alert, Button, Stack, Text } from '@mantine/core'
import { Play } from 'lucide-react'
import { useAct, type Reply } from '../../api.ts'
import { Card } from '../../ui/card.tsx'
import { EntityLink } from '../../entity-link.tsx'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { LoadingRows } from '../../ui/states.tsx'
import { t, tn, told } from '../../words.ts'
import styles from './automation.module.css'

type Rehearsed = Reply<'POST /v1/admin/automation/:ruleId/rehearse'>

interface RehearsalProps {
  name: string
  settings: Partial<Record<string, unknown>>
  /** The thresholds in the form are others than those that are kept. */
  changed: boolean
}

export function Rehearsal({ name, settings, changed }: RehearsalProps) {
  const rehearse = useAct('POST /v1/admin/automation/:ruleId/rehearse')
  const about = changed
    ? t('What it would do now with the thresholds as you changed them; nothing of it is done.')
    : t('What it would do now; nothing of it is done.')
  return (
    <Card
      title={t('Rehearsal')}
      about={about}
      actions={
        <Button
          size="xs"
          variant="light"
          leftSection={<Play size={14} aria-hidden />}
          loading={rehearse.isPending}
          onClick={() => rehearse.mutate({ params: { ruleId: name }, body: { settings } })}
        >
          {t('Rehearse')}
        </Button>
      }
    >
      <div aria-live="polite">
        {rehearse.isPending && <LoadingRows rows={3} />}
        {rehearse.error && <ProblemAlert error={rehearse.error} />}
        {rehearse.data && <WouldDo {...rehearse.data} />}
      </div>
    </Card>
  )
}

function WouldDo({ data, failures }: Rehearsed) {
  return (
    <Stack gap="sm">
      {failures.length > 0 && (
        <Alert color="red" variant="light" title={t('This would fail')}>
          {failures.map((failure) => (
            <Text key={failure} size="sm">
              {failure}
            </Text>
          ))}
        </Alert>
      )}
      <Text size="sm" fw={600}>
        {data.length === 0
          ? t('Nothing: all is as the rule wants it.')
          : tn(data.length, 'It would act on {count} thing:', 'It would act on {count} things:')}
      </Text>
      <ul className={styles.things}>
        {data.map(({ subjectId, changes }) => (
          <li key={subjectId}>
            {changes.map(({ event, said, entityType, entityId }) => (
              <Text key={`${event} ${entityId}`} size="sm">
                <EntityLink type={entityType} id={entityId}>
                  {told(said)}
                </EntityLink>
              </Text>
            ))}
          </li>
        ))}
      </ul>
    </Stack>
  )
}
