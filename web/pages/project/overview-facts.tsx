// What a project was agreed to be: its budget and how much of it is spent, its people, the rest of what is known.
import { Badge, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ListedProject } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showAgo, showMinutes, showMoney } from '../../formats.ts'
import { PersonMark } from '../../ui/badges.tsx'
import { Card } from '../../ui/card.tsx'
import { ProgressBar } from '../../ui/figures.tsx'
import { Markdown } from '../../ui/markdown.tsx'
import { t } from '../../words.ts'
import { BILLING_MODE, ENGAGEMENT } from './project-words.ts'
import { useMayOn } from './use-project.ts'
import styles from './overview.module.css'

export function BudgetCard({ project, readsPulse }: { project: ListedProject; readsPulse: boolean }) {
  const { budgetMinutes, contractMinor, currency, billingMode } = project
  return (
    <Card title={t('Budget and time')}>
      {readsPulse && budgetMinutes !== null && <Spent project={project} budgetMinutes={budgetMinutes} />}
      <dl className={styles.terms}>
        <Term name={t('Budget')}>{budgetMinutes === null ? t('None') : showMinutes(budgetMinutes)}</Term>
        <Term name={t('Contract')}>{contractMinor === null ? t('None') : showMoney(contractMinor, currency)}</Term>
        <Term name={t('Billing')}>{BILLING_MODE()[billingMode]}</Term>
        <Billed project={project} />
      </dl>
    </Card>
  )
}

function Billed({ project }: { project: ListedProject }) {
  const enabled = useMayOn('billing.read', project)
  const params = { projectId: project.id }
  const { data } = useDoor('GET /v1/admin/projects/:projectId/billing', { params }, { enabled })
  if (!data) return null
  const { netMinor, contractMinor, currency } = data
  const billed = showMoney(netMinor, currency)
  return (
    <Term name={t('Billed')}>
      <Link to="/projects/$projectId/billing" params={params}>
        {contractMinor === null
          ? billed
          : t('{billed} of {contract}', { billed, contract: showMoney(contractMinor, currency) })}
      </Link>
    </Term>
  )
}

/** What is spent stands in what the metric of the budget was computed from. */
function Spent({ project, budgetMinutes }: { project: ListedProject; budgetMinutes: number }) {
  const { data } = useDoor('GET /v1/admin/projects/:projectId/pulse', {
    params: { projectId: project.id },
    query: { metrics: 'score' },
  })
  const evidence = data?.metrics.find(({ metric }) => metric === 'budget')?.evidence
  const spent = Number(evidence?.spentMinutes ?? Number.NaN)
  if (Number.isNaN(spent) || budgetMinutes === 0) return null
  const percent = (100 * spent) / budgetMinutes
  return (
    <Stack gap={4} mb="xs">
      <ProgressBar percent={percent} label={t('Spent of the budget')} />
      <Text size="sm" className="numbers" c={percent > 100 ? 'var(--bad)' : 'dimmed'}>
        {t('{spent} of {budget} spent, {progress} % of the work done', {
          spent: showMinutes(spent),
          budget: showMinutes(budgetMinutes),
          progress: project.progress,
        })}
      </Text>
    </Stack>
  )
}

export function TeamCard({ project: { names, assignedTeam } }: { project: ListedProject }) {
  return (
    <Card title={t('Team')} about={names.team ?? undefined}>
      {assignedTeam.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('Nobody is on it yet.')}
        </Text>
      )}
      <Stack gap={8} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {assignedTeam.map((id, index) => (
          <Group key={id} gap={8} component="li" wrap="nowrap">
            <PersonMark name={names.assignedTeam[index] ?? ''} />
            <Text size="sm">{names.assignedTeam[index]}</Text>
            {names.manager === names.assignedTeam[index] && (
              <Badge variant="default" size="sm" tt="none" fw={500}>
                {t('Manager')}
              </Badge>
            )}
          </Group>
        ))}
      </Stack>
    </Card>
  )
}

export function AboutCard({ project }: { project: ListedProject }) {
  const { description, tags, engagement, holdReason, closeReason, createdAt, updatedAt } = project
  return (
    <Card title={t('About')}>
      {description && <Markdown text={description} />}
      <dl className={styles.terms}>
        <Term name={t('Engagement')}>{ENGAGEMENT()[engagement]}</Term>
        {holdReason && <Term name={t('On hold because')}>{holdReason}</Term>}
        {closeReason && <Term name={t('Closed because')}>{closeReason}</Term>}
        <Term name={t('Created')}>{showAgo(createdAt)}</Term>
        <Term name={t('Changed')}>{showAgo(updatedAt)}</Term>
      </dl>
      {tags.length > 0 && (
        <Group gap={6} mt={6}>
          {tags.map((tag) => (
            <Badge key={tag} variant="default" tt="none" fw={500}>
              {tag}
            </Badge>
          ))}
        </Group>
      )}
    </Card>
  )
}

const Term = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd className="numbers">{children}</dd>
  </div>
)
