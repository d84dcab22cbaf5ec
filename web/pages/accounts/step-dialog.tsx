// All open projects of a client held, resumed or moved at once: what becomes of each is shown first, and exactly that is done.
import { Button, Group, Modal, NumberInput, Stack, Switch, Text, TextInput } from '@mantine/core'
import { ArrowRight } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Account, ProjectsStep, SteppedProjectsPlanned } from '../../api-types.ts'
import { useAct } from '../../api.ts'
import { showDay } from '../../formats.ts'
import { PROJECT_STATUS } from '../../labels.ts'
import { say } from '../../say.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { t, tn } from '../../words.ts'

export type Step = 'hold' | 'resume' | 'move'

interface StepDialogProps {
  step: Step
  account: Account
  hasChildren: boolean
  onClose: () => void
}

const titleOf = (step: Step, name: string): string => {
  if (step === 'hold') return t('Put all projects of {name} on hold', { name })
  return step === 'resume' ? t('Resume the projects of {name}', { name }) : t('Move all projects of {name}', { name })
}

interface Wanted {
  reason: string
  until: string
  byDays: number
  includeChildren: boolean
}
function bodyOf(step: Step, { reason, until, byDays, includeChildren }: Wanted): ProjectsStep {
  return {
    ...(step === 'hold' && { hold: { reason, ...(until && { until }) } }),
    ...(step === 'resume' && { resume: {} }),
    ...(step === 'move' && { move: { byDays, ...(reason && { reason }) } }),
    ...(includeChildren && { includeChildren }),
  }
}

export function StepDialog({ step, account, hasChildren, onClose }: StepDialogProps) {
  const [wanted, setWanted] = useState<Wanted>({ reason: '', until: '', byDays: 5, includeChildren: false })
  const act = useAct('PUT /v1/admin/accounts/:accountId/projects')
  const commit = useAct('PUT /v1/admin/accounts/:accountId/projects')
  const params = { accountId: account.id }
  const body = bodyOf(step, wanted)
  const plan = act.data
  const alter = (change: Partial<Wanted>) => {
    // What was shown is no longer what would be sent.
    act.reset()
    commit.reset()
    setWanted({ ...wanted, ...change })
  }
  const take = ({ planHash, projects }: SteppedProjectsPlanned) =>
    commit.mutate(
      { params, body, query: { planHash } },
      {
        onSuccess: () => {
          void say({ message: tn(projects.length, '{count} project changed', '{count} projects changed') })
          onClose()
        },
      },
    )
  const error = commit.error ?? act.error
  return (
    <Modal
      opened
      onClose={onClose}
      title={titleOf(step, account.name)}
      size="xl"
      centered
      closeButtonProps={{ 'aria-label': t('Close') }}
    >
      <Stack gap="md">
        <StepFields step={step} value={wanted} onChange={alter} />
        {hasChildren && (
          <Switch
            label={t('Those of its parts too')}
            checked={wanted.includeChildren}
            onChange={(event) => alter({ includeChildren: event.currentTarget.checked })}
          />
        )}
        {error && <ProblemAlert error={error} />}
        {plan && <StepPlan plan={plan} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          {plan ? (
            <Button loading={commit.isPending} disabled={plan.projects.length === 0} onClick={() => take(plan)}>
              {tn(plan.projects.length, 'Change {count} project', 'Change {count} projects')}
            </Button>
          ) : (
            <Button
              loading={act.isPending}
              disabled={step === 'hold' && wanted.reason.trim() === ''}
              onClick={() => act.mutate({ params, body, query: { dryRun: 'true' } })}
            >
              {t('Show what would change')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

interface StepFieldsProps {
  step: Step
  value: Wanted
  onChange: (change: Partial<Wanted>) => void
}

function StepFields({ step, value, onChange }: StepFieldsProps) {
  if (step === 'resume') return <Text size="sm">{t('Each goes on where it was held.')}</Text>
  return (
    <Group grow align="flex-start">
      {step === 'move' && (
        <NumberInput
          label={t('Working days')}
          description={t('Negative is earlier, never before today.')}
          required
          min={-250}
          max={250}
          value={value.byDays}
          onChange={(days) => onChange({ byDays: Number(days) })}
          data-autofocus
        />
      )}
      <TextInput
        label={t('Reason')}
        description={t('Kept in the log.')}
        required={step === 'hold'}
        maxLength={1000}
        value={value.reason}
        onChange={(event) => onChange({ reason: event.currentTarget.value })}
        {...(step === 'hold' && { 'data-autofocus': true })}
      />
      {step === 'hold' && (
        <TextInput
          type="date"
          label={t('Until')}
          description={t('Open where nobody knows.')}
          value={value.until}
          onChange={(event) => onChange({ until: event.currentTarget.value })}
        />
      )}
    </Group>
  )
}

type Stepped = SteppedProjectsPlanned['projects'][number]
type State = Stepped['from']

const daysOf = ({ startOn, finishOn, dueOn }: State): string => {
  const last = finishOn ?? dueOn
  if (!startOn && !last) return '–'
  return t('{from} – {to}', { from: startOn ? showDay(startOn) : '', to: last ? showDay(last) : '' })
}
const stateOf = (state: State): string => {
  const status = PROJECT_STATUS()[state.status].text
  return state.holdUntil ? t('{status} until {day}', { status, day: showDay(state.holdUntil) }) : status
}
const moved = (from: string, to: string): ReactNode =>
  from === to ? (
    to
  ) : (
    <Group gap={6}>
      <span>{from}</span>
      <ArrowRight size={13} aria-label={t('becomes')} />
      <span>{to}</span>
    </Group>
  )

function StepPlan({ plan: { projects, skipped, kept } }: { plan: SteppedProjectsPlanned }) {
  const columns: Column<Stepped>[] = [
    { id: 'name', header: t('Project'), cell: ({ name }) => name },
    { id: 'status', header: t('Status'), cell: ({ from, to }) => moved(stateOf(from), stateOf(to)) },
    { id: 'days', header: t('Days'), cell: ({ from, to }) => moved(daysOf(from), daysOf(to)) },
  ]
  return (
    <Stack gap="xs" role="status">
      {projects.length === 0 ? (
        <Text size="sm">{t('Nothing would change.')}</Text>
      ) : (
        <div style={{ maxHeight: 320, overflow: 'auto' }}>
          <DataTable
            label={t('What would change')}
            columns={columns}
            rows={projects}
            idOf={({ id }) => id}
            nameOf={({ name }) => name}
          />
        </div>
      )}
      {skipped.map(({ id, name, why }) => (
        <Text key={id} size="sm" c="dimmed">
          {t('{name} stays: {why}', { name, why })}
        </Text>
      ))}
      {kept.length > 0 && (
        <Text size="sm" c="dimmed">
          {tn(
            kept.length,
            '{count} task stays where it is: its deadline leaves no room.',
            '{count} tasks stay where they are: their deadlines leave no room.',
          )}
        </Text>
      )}
    </Stack>
  )
}
