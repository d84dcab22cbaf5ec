// What a change would do, before it is done: what moves and why, who would be over. Commit does exactly this, or nothing.
import { Alert, Button, Loader } from '@mantine/core'
import type { ProjectSchedule } from '../../api-types.ts'
import { ApiProblem } from '../../api.ts'
import { showDay, showMinutes } from '../../formats.ts'
import { ProblemAlert } from '../../ui/form-dialog.tsx'
import { t, tn } from '../../words.ts'
import { sayDates, sayDays } from './bar-words.ts'
import { runsOf } from './load-cells.ts'
import { OfferButtons, offersIn } from './offer-buttons.tsx'
import { givenWay, newlyOver, putOff, troubleDifference, type Moved, type OverDay } from './plan-outcome.ts'
import styles from './plan-panel.module.css'
import type { PlanChange, Wish } from './use-plan-change.ts'
import { sayTrouble } from './why-words.ts'

interface PreviewPanelProps {
  planned: PlanChange
  schedule: ProjectSchedule
  moved: readonly Moved[]
  titleOf: (taskId: string) => string
}

export function PreviewPanel({ planned, schedule, moved, titleOf }: PreviewPanelProps) {
  const { wish, preview, error, overtaken, committing } = planned
  if (!wish) return null
  return (
    <section className={styles.panel} aria-label={t('Preview')}>
      <div className={styles.head}>
        <h2>{wish.label}</h2>
      </div>
      <div className={styles.answers}>
        <Button variant="default" size="xs" onClick={planned.cancel}>
          {t('Cancel')}
        </Button>
        <Button size="xs" disabled={!preview} loading={committing} onClick={() => void planned.commit()}>
          {t('Commit')}
        </Button>
      </div>
      <div className={styles.body} tabIndex={0} role="region" aria-label={t('What would happen')}>
        {overtaken && (
          <Alert color="orange" variant="light" mb="xs">
            {t('The plan changed meanwhile. This is what would happen now.')}
          </Alert>
        )}
        {error && <Refused error={error} wish={wish} schedule={schedule} planned={planned} />}
        {!preview && !error && <Loader size="sm" aria-label={t('Looking what would move…')} />}
        {preview && <Outcome {...{ wish, preview, schedule, moved, titleOf }} />}
      </div>
    </section>
  )
}

export const sayMoves = (count: number): string =>
  count === 0 ? t('No date moves.') : tn(count, '{count} task moves', '{count} tasks move')

interface RefusedProps {
  error: Error
  wish: Wish
  schedule: ProjectSchedule
  planned: PlanChange
}
function Refused({ error, wish, schedule, planned }: RefusedProps) {
  const offers = error instanceof ApiProblem ? offersIn(error.problem) : undefined
  const id = wish.change.allocations?.update?.[0]?.id
  const booking = schedule.allocations.find((each) => each.id === id)
  return (
    <>
      <ProblemAlert error={error} />
      {offers && booking && <OfferButtons offers={offers} booking={booking} onPropose={planned.propose} />}
    </>
  )
}

interface OutcomeProps extends Pick<PreviewPanelProps, 'schedule' | 'moved' | 'titleOf'> {
  wish: Wish
  preview: NonNullable<PlanChange['preview']>
}
const MOST_LISTED = 40

function Outcome({ wish, preview, schedule, moved, titleOf }: OutcomeProps) {
  const over = newlyOver(schedule, preview)
  const gave = givenWay(preview.changes)
  const lost = putOff(preview, [...schedule.tasks, ...schedule.milestones])
  const trouble = troubleDifference(schedule.conflicts, preview.conflicts)
  const broken = trouble.added.filter(({ kind }) => kind !== 'overbooked')
  const own = moved.find(({ taskId }) => taskId === wish.wished?.taskId)
  const stays = wish.wished && own?.start !== wish.wished.start && own?.finish !== wish.wished.finish
  return (
    <>
      {stays && (
        <Alert color="orange" variant="light" mb="xs" p="xs">
          {own
            ? t('What it waits for keeps it at {dates}.', { dates: sayDays(own.start, own.finish) })
            : t('What it waits for keeps it where it is.')}
        </Alert>
      )}
      <strong>
        {sayMoves(moved.length + lost.length)}
        {finishWords(schedule, moved)}
      </strong>
      <ul className={styles.list}>
        {moved.slice(0, MOST_LISTED).map((each) => (
          <MovedLine key={each.taskId} {...each} titleOf={titleOf} />
        ))}
        {lost.slice(0, MOST_LISTED).map(({ id, startOn, dueOn }) => (
          <MovedLine
            key={id}
            {...{
              taskId: id,
              wasStartOn: startOn,
              wasDueOn: dueOn,
              startOn: null,
              dueOn: null,
              causeId: null,
              titleOf,
            }}
          />
        ))}
        {moved.length > MOST_LISTED && (
          <li>{tn(moved.length - MOST_LISTED, 'and {count} more', 'and {count} more')}</li>
        )}
      </ul>
      {over.length > 0 && <OverPeople over={over} />}
      {gave.length > 0 && (
        <p className={styles.bad}>
          {tn(
            gave.length,
            '{count} booking no longer fits and becomes tentative.',
            '{count} bookings no longer fit and become tentative.',
          )}
        </p>
      )}
      {broken.map((each) => (
        <p key={JSON.stringify(each)} className={styles.bad}>
          {sayTrouble(each, titleOf)}
        </p>
      ))}
      {trouble.settled.length > 0 && (
        <p className={styles.good}>
          {tn(trouble.settled.length, '{count} conflict is settled.', '{count} conflicts are settled.')}
        </p>
      )}
      {over.length === 0 && gave.length === 0 && broken.length === 0 && (
        <p className={styles.good}>{t('Nobody would be over.')}</p>
      )}
      {preview.hiddenChanges > 0 && (
        <p>
          {tn(
            preview.hiddenChanges,
            'and {count} change in a project that you do not see',
            'and {count} changes in projects that you do not see',
          )}
        </p>
      )}
    </>
  )
}

type MovedLineProps = Pick<Moved, 'taskId' | 'wasStartOn' | 'wasDueOn' | 'causeId'> & {
  startOn: string | null
  dueOn: string | null
  titleOf: (id: string) => string
}
function MovedLine({ taskId, wasStartOn, wasDueOn, startOn, dueOn, causeId, titleOf }: MovedLineProps) {
  return (
    <li>
      {titleOf(taskId)}
      <small className="numbers">
        {t('{was} becomes {is}', { was: sayDates(wasStartOn, wasDueOn), is: sayDates(startOn, dueOn) })}
        {causeId !== null && ` · ${t('because of {name}', { name: titleOf(causeId) })}`}
      </small>
    </li>
  )
}

function OverPeople({ over }: { over: readonly OverDay[] }) {
  const people = Map.groupBy(over, ({ name }) => name)
  return (
    <ul className={styles.list}>
      {[...people].map(([name, days]) => (
        <li key={name} className={styles.bad}>
          {t('{name} would be over on {days}: {minutes}', {
            name,
            days: runsOf(days.map(({ date }) => date))
              .map(({ from, to }) => sayDates(from, to))
              .join(', '),
            minutes: showMinutes(days.reduce((sum, { minutesOver }) => sum + minutesOver, 0)),
          })}
        </li>
      ))}
    </ul>
  )
}

/** Whether the plan's own end moves. */
function finishWords({ tasks, milestones }: ProjectSchedule, moved: readonly Moved[]): string {
  const then = new Map(moved.map(({ taskId, dueOn }) => [taskId, dueOn]))
  const all = [...tasks, ...milestones]
  const latest = (dates: (string | null | undefined)[]) =>
    dates.reduce<string>((last, date) => (date && date > last ? date : last), '')
  const [now, next] = [latest(all.map(({ dueOn }) => dueOn)), latest(all.map(({ id, dueOn }) => then.get(id) ?? dueOn))]
  if (now === next || now === '') return ''
  return `, ${t('and the end from {was} to {is}', { was: showDay(now), is: showDay(next) })}`
}
