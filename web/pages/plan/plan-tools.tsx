// The plan's toolbar, tied to the plan it works on.
import { today as todayOn } from '../../formats.ts'
import { BaselineChoice } from './baseline-choice.tsx'
import { UNDATED, type PlanRow } from './plan-rows.ts'
import { PlanToolbar } from './plan-toolbar.tsx'
import type { Plan, PlanViewProps } from './plan-view.tsx'
import { windowAroundToday } from './plan-window.ts'
import { PlanYears } from './plan-years.tsx'
import { dayNumber } from './time-axis.ts'

interface ToolsProps extends PlanViewProps {
  plan: Plan
  focusRow: (row: PlanRow) => void
  onConflicts: () => void
}
export function PlanTools({ plan, projectId, schedule, focusRow, onConflicts }: ToolsProps) {
  const { zoom, setSearch, scroll, today, shown, planned, baselineId, mayChange } = plan
  return (
    <PlanToolbar
      projectId={projectId}
      zoom={zoom}
      onZoom={plan.setZoom}
      onToday={() => {
        if (dayNumber(schedule.from) > today || dayNumber(schedule.to) < today)
          setSearch({ from: windowAroundToday(todayOn()) })
        scroll.look(today)
      }}
      folded={shown.folded.size > 0}
      onFoldAll={shown.foldAll}
      conflicts={schedule.conflicts.length}
      onConflicts={onConflicts}
      undated={schedule.undated.length}
      onUndated={() => {
        const first = shown.rows.find(({ undated }) => undated)
        if (first) focusRow(first)
        else shown.onFold(UNDATED)
      }}
      undoable={planned.undoable?.label}
      onUndo={plan.wishes.undo}
      redoable={planned.redoable?.label}
      onRedo={plan.wishes.redo}
      years={<PlanYears schedule={schedule} onFrom={(from) => setSearch({ from })} />}
    >
      <BaselineChoice
        {...{ projectId, baselineId, mayChange }}
        onChoose={(id) => setSearch({ baseline: id ?? undefined })}
      />
    </PlanToolbar>
  )
}
