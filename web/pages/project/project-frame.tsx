// One project: its name and how it stands, who else looks at it, its tabs.
import { Link, Outlet, useLocation, useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { Permission } from '../../../domain/permissions.ts'
import type { ListedProject } from '../../api-types.ts'
import { useMe } from '../../me.ts'
import { Loaded } from '../../ui/states.tsx'
import { t } from '../../words.ts'
import { ProjectGone } from './project-gone.tsx'
import { ProjectHead } from './project-head.tsx'
import { mayOn, useProject } from './use-project.ts'
import styles from './project.module.css'

export function ProjectFrame() {
  const { projectId = '' } = useParams({ strict: false })
  const project = useProject(projectId)
  if (project.gone) return <ProjectGone projectId={projectId} />
  return (
    <Loaded query={project}>
      {(row) => (
        <>
          <ProjectHead project={row} />
          <Tabs project={row} />
          <Outlet />
        </>
      )}
    </Loaded>
  )
}

const TABS = [
  ['/projects/$projectId', () => t('Overview'), 'me.projects'],
  ['/projects/$projectId/board', () => t('Board'), 'task.read'],
  ['/projects/$projectId/list', () => t('List'), 'task.read'],
  ['/projects/$projectId/plan', () => t('Plan'), 'schedule.read'],
  ['/projects/$projectId/requests', () => t('Requests'), 'request.read'],
  ['/projects/$projectId/conversation', () => t('Conversation'), 'communication.read'],
  ['/projects/$projectId/files', () => t('Files'), 'attachment.read'],
  ['/projects/$projectId/billing', () => t('Billing'), 'billing.read'],
  ['/projects/$projectId/activity', () => t('Activity'), 'activity.read'],
] as const satisfies [string, () => string, Permission][]

function Tabs({ project }: { project: ListedProject }) {
  const me = useMe()
  const bar = useRef<HTMLElement>(null)
  const path = useLocation({ select: ({ pathname }) => pathname })
  // Where the screen is narrow, the tab one is on must not lie beyond its edge.
  useEffect(() => {
    const show = (): void => {
      const tab = bar.current?.querySelector<HTMLElement>('[aria-current=page]')
      if (!bar.current || !tab) return
      const [whole, part] = [bar.current.getBoundingClientRect(), tab.getBoundingClientRect()]
      bar.current.scrollLeft += Math.max(0, part.right - whole.right) + Math.min(0, part.left - whole.left)
    }
    // With the picture's own measuring of the page, not once more before it.
    const frame = requestAnimationFrame(show)
    return () => cancelAnimationFrame(frame)
  }, [path])
  return (
    <nav ref={bar} className={styles.tabs} aria-label={t('Parts of the project')}>
      {TABS.filter(([, , permission]) => mayOn(me, permission, project)).map(([to, name]) => (
        <Link
          key={to}
          to={to}
          params={{ projectId: project.id }}
          search={{}}
          className={styles.tab}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {name()}
        </Link>
      ))}
    </nav>
  )
}
