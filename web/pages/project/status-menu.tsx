// Where a project stands, and the moves from there; read only for who may not move it.
import { Menu, UnstyledButton } from '@mantine/core'
import { ChevronDown } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { ListedProject } from '../../api-types.ts'
import { showDay } from '../../formats.ts'
import { PROJECT_STATUS } from '../../labels.ts'
import { ToneBadge } from '../../ui/badges.tsx'
import { t } from '../../words.ts'
import { movesOf, type Move } from './project-moves.ts'
import { useMayOn } from './use-project.ts'

const MoveProject = lazy(() => import('./move-project.tsx').then((m) => ({ default: m.MoveProject })))

export function StatusMenu({ project }: { project: ListedProject }) {
  const [move, setMove] = useState<Move>()
  const mayUpdate = useMayOn('project.update', project)
  const { text, tone } = PROJECT_STATUS()[project.status]
  const moves = mayUpdate ? movesOf(project) : []
  const until = project.holdUntil ? t('until {day}', { day: showDay(project.holdUntil) }) : ''
  const badge = <ToneBadge tone={tone}>{`${text} ${until}`.trim()}</ToneBadge>
  if (moves.length === 0) return badge
  return (
    <>
      <Menu position="bottom-start" width={220}>
        <Menu.Target>
          <UnstyledButton
            aria-label={t('Status: {status}. Change it', { status: text })}
            style={{ display: 'inline-flex', alignItems: 'center', gap: 4, minHeight: 26 }}
          >
            {badge}
            <ChevronDown size={14} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {moves.map((each) => (
            <Menu.Item key={each.to} onClick={() => setMove(each)} {...(each.danger && { color: 'red' })}>
              {each.name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {move && (
        <Suspense>
          <MoveProject project={project} move={move} onClose={() => setMove(undefined)} />
        </Suspense>
      )}
    </>
  )
}
