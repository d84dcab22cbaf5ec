// Calendars that my own programs subscribe to: each an address that is its only key.
import { ActionIcon, Button, Select, Text } from '@mantine/core'
import { CalendarPlus, CalendarRange, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Feed, NewFeed } from '../../api-types.ts'
import { useAct, useDoor } from '../../api.ts'
import { dayOf, showDay } from '../../formats.ts'
import { useProjectsById, useTeams } from '../../lookups.ts'
import { useMay } from '../../me.ts'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { EmptyState, Loaded } from '../../ui/states.tsx'
import { ProjectPick } from '../../pick.tsx'
import { t } from '../../words.ts'
import styles from './profile.module.css'
import { SecretDialog } from './secret-dialog.tsx'

export function CalendarFeeds() {
  const query = useDoor('GET /v1/admin/me/feeds', { query: { limit: 100 } })
  const [isMaking, setIsMaking] = useState(false)
  const [made, setMade] = useState<Feed>()
  const [ending, setEnding] = useState<Feed>()
  const { mutateAsync: end } = useAct('DELETE /v1/admin/me/feeds/:feedId')
  const make = (
    <Button size="xs" leftSection={<CalendarPlus size={14} />} onClick={() => setIsMaking(true)}>
      {t('New calendar')}
    </Button>
  )
  return (
    <Card title={t('Calendars')} about={t('Subscribe to them in any calendar program.')} flush actions={make}>
      <Loaded query={query} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title={t('No calendars yet')} icon={<CalendarRange size={30} strokeWidth={1.5} />} />
          ) : (
            <Feeds feeds={data} onEnd={setEnding} />
          )
        }
      </Loaded>
      {isMaking && <NewCalendar onMade={setMade} onClose={() => setIsMaking(false)} />}
      {made?.url && (
        <SecretDialog
          title={t('The address of the calendar')}
          says={t('Whoever has it sees the calendar. Copy it now: it is not shown again.')}
          secret={made.url}
          onClose={() => setMade(undefined)}
        />
      )}
      {ending && (
        <Confirm
          title={t('End this calendar?')}
          says={t('Programs that subscribe to it get nothing from now on.')}
          submit={t('End it')}
          onConfirm={() => end({ params: { feedId: ending.id } })}
          onClose={() => setEnding(undefined)}
        />
      )}
    </Card>
  )
}

function Feeds({ feeds, onEnd }: { feeds: Feed[]; onEnd: (feed: Feed) => void }) {
  const projects = useProjectsById(feeds.flatMap(({ projectId }) => projectId ?? []))
  const teams = useTeams()
  const nameOf = ({ kind, projectId, teamId }: Feed) =>
    kind === 'mine' ? t('My tasks') : kind === 'project' ? projects.name(projectId) : teams.name(teamId)
  return (
    <ul className={styles.list}>
      {feeds.map((feed) => (
        <li key={feed.id} className={styles.row}>
          <div style={{ flex: 1, minWidth: 0 }}>
            <Text size="sm" fw={550}>
              {nameOf(feed)}
            </Text>
            <Text size="sm" c="dimmed">
              {t('made {day}', { day: showDay(dayOf(feed.createdAt)) })}
            </Text>
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('End calendar {name}', { name: nameOf(feed) })}
            onClick={() => onEnd(feed)}
          >
            <Trash2 size={16} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}

function NewCalendar({ onMade, onClose }: { onMade: (feed: Feed) => void; onClose: () => void }) {
  const [kind, setKind] = useState<NewFeed['kind']>('mine')
  const [projectId, setProjectId] = useState<string | null>(null)
  const [teamId, setTeamId] = useState<string | null>(null)
  const may = { project: useMay('task.read'), team: useMay('team.read') }
  const teams = useTeams()
  const { mutateAsync: make } = useAct('POST /v1/admin/me/feeds')
  const kinds = [
    { value: 'mine' as const, label: t('Tasks that are mine') },
    ...(may.project ? [{ value: 'project' as const, label: t('One project') }] : []),
    ...(may.team ? [{ value: 'team' as const, label: t('The projects of a team') }] : []),
  ]
  const send = async () => {
    const of = { ...(kind === 'project' && projectId && { projectId }), ...(kind === 'team' && teamId && { teamId }) }
    onMade(await make({ body: { kind, ...of } }))
  }
  return (
    <FormDialog title={t('New calendar')} submit={t('Make it')} onSubmit={send} onClose={onClose}>
      {(fields) => (
        <>
          <Select
            label={t('What it shows')}
            data={kinds}
            value={kind}
            allowDeselect={false}
            onChange={(chosen) => chosen && setKind(chosen)}
            data-autofocus
          />
          {kind === 'project' && (
            <ProjectPick
              label={t('Project')}
              required
              value={projectId}
              onChange={setProjectId}
              error={fields.projectId}
            />
          )}
          {kind === 'team' && (
            <Select
              label={t('Team')}
              data={teams.choices}
              value={teamId}
              onChange={setTeamId}
              error={fields.teamId}
              searchable
              required
            />
          )}
        </>
      )}
    </FormDialog>
  )
}
