// What one sees of a bar while the pointer or the focus rests on it: dates, float, baseline, and why it lies there.
import { useEffect, useState } from 'react'
import type { ComparedTask } from '../../api-types.ts'
import { useDoor } from '../../api.ts'
import { showDay, showPercent } from '../../formats.ts'
import { TASK_STATUS } from '../../labels.ts'
import { t } from '../../words.ts'
import { sayDays, sayFloat, saySlip } from './bar-words.ts'
import styles from './plan-panel.module.css'
import type { PlanRow } from './plan-rows.ts'
import { sayHeld, sayWorkingDays } from './why-words.ts'

export interface Hovered {
  row: PlanRow
  box: DOMRect
}
interface BarCardProps extends Hovered {
  trouble: string | undefined
  baseline: ComparedTask | undefined
  nameOf: (personId: string) => string
}
const REST_MS = 280
const WIDTH = 290

export function BarCard(props: BarCardProps) {
  const { row, box } = props
  const [rested, setRested] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setRested(row.key), REST_MS)
    return () => clearTimeout(timer)
  }, [row.key])
  if (rested !== row.key) return null
  const below = box.bottom < window.innerHeight * 0.62
  const place = {
    left: Math.max(8, Math.min(box.left, window.innerWidth - WIDTH - 12)),
    ...(below ? { top: box.bottom + 10 } : { bottom: window.innerHeight - box.top + 10 }),
  }
  return (
    <div role="tooltip" className={styles.card} style={place}>
      <CardText {...props} />
    </div>
  )
}

function CardText({ row, trouble, baseline, nameOf }: BarCardProps) {
  const { task } = row
  return (
    <>
      <strong>{row.title}</strong>
      {row.undated ? (
        <div>{t('Without dates: drag it to its days, or use the arrow keys.')}</div>
      ) : (
        row.start !== null && row.finish !== null && <div className="numbers">{sayDays(row.start, row.finish)}</div>
      )}
      <div>
        {task && row.kind !== 'summary' ? `${TASK_STATUS()[task.status].text} · ` : ''}
        {t('{percent} done', { percent: showPercent(row.progress) })}
      </div>
      {task && task.assigneeIds.length > 0 && <div>{task.assigneeIds.map(nameOf).join(', ')}</div>}
      {task && row.kind !== 'summary' && !row.undated && (
        <div style={row.critical ? { color: 'var(--critical)', fontWeight: 600 } : {}}>{sayFloat(task)}</div>
      )}
      {task?.constraint?.kind === 'must_finish_by' && (
        <div>{t('Must finish by {day}', { day: showDay(task.constraint.on) })}</div>
      )}
      {baseline && <div>{saySlip(baseline)}</div>}
      {trouble !== undefined && <div className={styles.bad}>{trouble}</div>}
      {task && !row.undated && <WhyThen taskId={task.id} />}
    </>
  )
}

/** Why it lies where it does; the server knows. */
export function WhyThen({ taskId }: { taskId: string }) {
  const { data } = useDoor('GET /v1/admin/projects/tasks/:taskId/why', { params: { taskId } })
  if (!data) return null
  return (
    <div className={styles.why}>
      {data.durationDays !== null && <div>{sayWorkingDays(data.durationDays)}</div>}
      <div>{data.heldBy.length > 0 ? t('Why then:') : t('It is where it was put; nothing else holds it.')}</div>
      {data.heldBy.length > 0 && (
        <ul>
          {data.heldBy.map((held) => (
            <li key={JSON.stringify(held)}>{sayHeld(held)}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
