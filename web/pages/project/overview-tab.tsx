// The project's first tab: how healthy it is and why, what comes next, who works on it, what happened last.
import { Grid, Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import type { ListedProject } from '../../api-types.ts'
import { Near } from '../../ui/near.tsx'
import { t } from '../../words.ts'
import { AnalyticsCard } from '../analytics/analytics-card.tsx'
import { LatestActivity } from './overview-activity.tsx'
import { AboutCard, BudgetCard, TeamCard } from './overview-facts.tsx'
import { HealthHistory } from './overview-history.tsx'
import { PulseCards } from './overview-pulse.tsx'
import { OpenRequests } from './overview-requests.tsx'
import { SettingUp } from './overview-setting-up.tsx'
import { Milestones, OpenTasks } from './overview-work.tsx'
import { useMayOn, useProject } from './use-project.ts'

export function OverviewTab() {
  const { projectId = '' } = useParams({ strict: false })
  const { data } = useProject(projectId)
  return data && <Overview project={data} />
}

function Overview({ project }: { project: ListedProject }) {
  const readsPulse = useMayOn('pulse.read', project)
  const readsTasks = useMayOn('task.read', project)
  const readsRequests = useMayOn('request.read', project)
  const readsActivity = useMayOn('activity.read', project)
  const readsFigures = useMayOn('analytics.read', project)
  return (
    <>
      <SettingUp project={project} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            {readsPulse && <PulseCards project={project} />}
            {readsTasks && <OpenTasks project={project} />}
            {readsRequests && (
              <Near title={t('Open requests')} height={160}>
                <OpenRequests projectId={project.id} />
              </Near>
            )}
            {readsPulse && (
              <Near title={t('Health over time')} height={260}>
                <HealthHistory projectId={project.id} />
              </Near>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="md">
            {readsTasks && <Milestones project={project} />}
            <BudgetCard project={project} readsPulse={readsPulse} />
            <TeamCard project={project} />
            <AboutCard project={project} />
            {readsFigures && (
              <Near title={t('How work went')} height={180}>
                <AnalyticsCard of={{ projectId: project.id }} />
              </Near>
            )}
            {readsActivity && (
              <Near title={t('Latest activity')} height={260}>
                <LatestActivity projectId={project.id} />
              </Near>
            )}
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  )
}
