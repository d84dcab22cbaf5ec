// The head of one project: what it is, how it stands, who is on it, who else looks at it, and what can be done with it.
import { ActionIcon, Anchor, Button, Group, Menu, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Ellipsis, FileDown, Pencil, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { ListedProject } from '../../api-types.ts'
import { showDay, showDaysFrom, today } from '../../formats.ts'
import { BAND, PRIORITY } from '../../labels.ts'
import { usePresence } from '../../live.ts'
import { useMay, useMe } from '../../me.ts'
import { PeopleMarks, PersonMark, ToneBadge } from '../../ui/badges.tsx'
import { ProgressBar, PulseRing } from '../../ui/figures.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { t } from '../../words.ts'
import { isOver } from './project-moves.ts'
import { nameOfType } from './project-words.ts'
import { StatusMenu } from './status-menu.tsx'
import { useMayOn } from './use-project.ts'
import styles from './project.module.css'

const EditProject = lazy(() => import('./edit-project.tsx').then((m) => ({ default: m.EditProject })))
const DeleteProject = lazy(() => import('./delete-project.tsx').then((m) => ({ default: m.DeleteProject })))

export function ProjectHead({ project }: { project: ListedProject }) {
  const [open, setOpen] = useState<'edit' | 'delete'>()
  const close = () => setOpen(undefined)
  return (
    <>
      <PageHeader title={project.name} about={<About project={project} />}>
        <Lookers projectId={project.id} />
        <Actions project={project} onOpen={setOpen} />
      </PageHeader>
      <Facts project={project} />
      <Suspense>
        {open === 'edit' && <EditProject project={project} onClose={close} />}
        {open === 'delete' && <DeleteProject project={project} onClose={close} />}
      </Suspense>
    </>
  )
}

function About({ project }: { project: ListedProject }) {
  const readsAccounts = useMayOn('account.read', project)
  const { account } = project.names
  return (
    <Group gap={6} component="span">
      <Anchor component={Link} to="/projects" size="sm">
        {t('Projects')}
      </Anchor>
      <span aria-hidden>{'›'}</span>
      {readsAccounts ? (
        <Anchor component={Link} to={`/accounts/${project.accountId}`} size="sm">
          {account}
        </Anchor>
      ) : (
        <span>{account}</span>
      )}
      <span aria-hidden>{'·'}</span>
      <span>{nameOfType(project.type)}</span>
    </Group>
  )
}

function Lookers({ projectId }: { projectId: string }) {
  const me = useMe()
  const others = usePresence(projectId).filter(({ id }) => id !== me.id)
  if (others.length === 0) return null
  return (
    <Group gap={6} role="status" aria-label={t('Looking at this project now')}>
      <Text size="xs" c="dimmed" visibleFrom="sm">
        {t('Also here')}
      </Text>
      <PeopleMarks names={others.map(({ name }) => name)} />
    </Group>
  )
}

function Actions({ project, onOpen }: { project: ListedProject; onOpen: (what: 'edit' | 'delete') => void }) {
  const mayUpdate = useMayOn('project.update', project)
  const mayExport = useMayOn('schedule.read', project)
  const mayDelete = useMay('project.delete')
  return (
    <>
      {mayUpdate && (
        <Button variant="default" leftSection={<Pencil size={15} />} onClick={() => onOpen('edit')}>
          {t('Edit')}
        </Button>
      )}
      {(mayExport || mayDelete) && (
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t('More')}>
              <Ellipsis size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {mayExport && (
              <Menu.Item
                component="a"
                href={`/v1/admin/projects/${project.id}/export?format=mspdi`}
                download
                leftSection={<FileDown size={16} />}
              >
                {t('Export the plan')}
              </Menu.Item>
            )}
            {mayDelete && (
              <Menu.Item color="red" leftSection={<Trash2 size={16} />} onClick={() => onOpen('delete')}>
                {t('Delete…')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}

function Facts({ project }: { project: ListedProject }) {
  const { names, health, startOn, dueOn, priority } = project
  const isLate = dueOn !== null && dueOn < today() && !isOver(project.status)
  return (
    <dl className={styles.facts}>
      <Fact name={t('Status')}>
        <StatusMenu project={project} />
      </Fact>
      <Fact name={t('Priority')}>
        <ToneBadge tone={PRIORITY()[priority].tone}>{PRIORITY()[priority].text}</ToneBadge>
      </Fact>
      <Fact name={t('Health')}>
        <PulseRing score={health.score} band={health.band} />
        <span>{BAND()[health.band].text}</span>
      </Fact>
      <Fact name={t('Progress')}>
        <span style={{ width: 150 }}>
          <ProgressBar percent={project.progress} />
        </span>
      </Fact>
      <Fact name={t('Dates')}>
        <span className="numbers">
          {t('{start} – {due}', { start: startOn ? showDay(startOn) : '…', due: dueOn ? showDay(dueOn) : '…' })}
        </span>
        {isLate && (
          <Text span size="sm" c="var(--bad)">
            {t('due {when}', { when: showDaysFrom(dueOn) })}
          </Text>
        )}
      </Fact>
      <Fact name={t('Manager')}>
        {names.manager ? (
          <>
            <PersonMark name={names.manager} />
            {names.manager}
          </>
        ) : (
          <Text span size="sm" c="dimmed">
            {t('Nobody yet')}
          </Text>
        )}
      </Fact>
      {(names.team ?? names.assignedTeam.length > 0) && (
        <Fact name={names.team ? t('Team {name}', { name: names.team }) : t('Team')}>
          <PeopleMarks names={names.assignedTeam} most={6} />
        </Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
