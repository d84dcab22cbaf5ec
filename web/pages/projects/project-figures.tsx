// How many there are of what matters, over all one sees; each figure leads to those projects.
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useDoor } from '../../api.ts'
import { addDays, showTotal, today } from '../../formats.ts'
import { t } from '../../words.ts'
import { CLEARED, isOn, LIST, type QuickFilter, type Search } from './project-filters.ts'
import styles from './projects.module.css'

const OPEN = 'onboarding,active,on_hold'
const SOON_DAYS = 14

const figures = (): QuickFilter[] => [
  { name: t('Active'), search: { status: 'active' } },
  { name: t('At risk'), search: { band: 'at_risk', status: OPEN } },
  { name: t('Past their due date'), search: { 'dueOn[lte]': addDays(today(), -1), status: OPEN } },
  {
    name: t('Due within two weeks'),
    search: { 'dueOn[gte]': today(), 'dueOn[lte]': addDays(today(), SOON_DAYS), status: OPEN },
  },
]

export const ProjectFigures = memo(function ProjectFigures({ search }: { search: Search }) {
  return (
    <div className={styles.figures}>
      {figures().map((figure) => (
        <Figure key={figure.name} figure={figure} search={search} />
      ))}
    </div>
  )
})

function Figure({ figure, search }: { figure: QuickFilter; search: Search }) {
  const { data } = useDoor(LIST, { query: { ...figure.search, limit: 1 } }, { keep: true })
  const wanted = (now: Search) => ({ ...now, ...CLEARED, ...figure.search })
  return (
    <Link
      to="/projects"
      search={wanted as never}
      className={`card ${styles.figure}`}
      aria-current={isOn(search, figure) ? 'true' : undefined}
    >
      <div className={styles.figureName}>{figure.name}</div>
      <div className={`numbers ${styles.figureValue}`}>{data ? showTotal(data.pagination) : '–'}</div>
    </Link>
  )
}
