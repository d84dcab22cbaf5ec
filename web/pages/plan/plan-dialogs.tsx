// What opens over the plan: a bar's details, and what does not fit. Whatever is proposed in them closes them: the preview is beneath.
import type { Allocation, ProjectSchedule } from '../../api-types.ts'
import { t } from '../../words.ts'
import type { Begun } from '../schedule/new-booking.ts'
import { NewBookingDialog } from '../schedule/new-booking-dialog.tsx'
import { sayDates } from './bar-words.ts'
import { CellBookings, ChangeBooking } from './cell-bookings.tsx'
import { ConflictsDrawer } from './conflicts-drawer.tsx'
import { bookedBy } from './load-cells.ts'
import { PlanDetails } from './plan-details.tsx'
import type { PlanRow } from './plan-rows.ts'
import type { Plan } from './plan-view.tsx'
import { rowOf } from './use-plan-shown.ts'

export type Opened =
  | null
  | 'conflicts'
  | { details: string }
  | { book: Begun }
  | { cell: Begun }
  | { booking: Allocation }

interface PlanDialogsProps {
  plan: Plan
  schedule: ProjectSchedule
  opened: Opened
  open: (next: Opened) => void
  onShow: (row: PlanRow) => void
}

export function PlanDialogs({ plan, schedule, opened, open, onShow }: PlanDialogsProps) {
  const { shown, wishes, planned, mayChange, nameOf, setSearch } = plan
  const { rows, byId, tasks, titleOf } = shown
  const close = () => open(null)
  const closing =
    <Args extends unknown[]>(act: (...args: Args) => void) =>
    (...args: Args) => {
      close()
      act(...args)
    }
  const onMove = closing(wishes.onMove)
  const show = (taskId: string) => {
    const row = rowOf(rows, taskId)
    if (row) onShow(row)
  }
  if (opened === 'conflicts')
    return (
      <ConflictsDrawer
        {...{ schedule, titleOf, mayChange, onMove }}
        tasks={byId}
        onShow={closing(show)}
        onPropose={closing(planned.propose)}
        onChange={(booking) => open({ booking })}
        onClose={close}
      />
    )
  if (opened && 'cell' in opened)
    return (
      <CellBookings
        title={t('{name}, {days}', {
          name: nameOf(opened.cell.personId ?? ''),
          days: sayDates(opened.cell.startOn ?? null, opened.cell.endOn ?? null),
        })}
        bookings={bookedBy(opened.cell, schedule.allocations)}
        taskTitle={titleOf}
        onChange={(booking) => open({ booking })}
        onBook={() => open({ book: opened.cell })}
        onClose={close}
      />
    )
  if (opened && 'booking' in opened)
    return <ChangeBooking booking={opened.booking} projectName={plan.projectName} onClose={close} />
  if (opened && 'book' in opened)
    return <NewBookingDialog begun={{ ...opened.book, projectId: schedule.projectId }} onClose={close} />
  const row = opened && rowOf(rows, opened.details)
  if (!row) return null
  return (
    <PlanDetails
      {...{ row, tasks, mayChange, nameOf, onMove }}
      trouble={shown.trouble.get(row.key)}
      baseline={shown.baseline?.get(row.key)}
      onStep={closing(wishes.onStep)}
      onTask={closing((task: string) => setSearch({ task }))}
      onClose={close}
    />
  )
}
